/// Root file systems in, OCI images out. [dev.cairn.images.Debian] resolves packages into a
/// [dev.cairn.images.Lock] and unpacks them into a [dev.cairn.images.RootFileSystem], which a
/// sandbox binds and a layer is made of:
///
/// ```
/// asked     bookworm, openjdk-17-jre-headless, linux/amd64
/// lock      72 packages, each by version, size and SHA-256      locks/bookworm-linux-amd64-1f0e….lock
/// root      usr/lib/jvm/…, etc/ssl/certs/…, 2,524 names          roots/19137084…/
/// image     base layers from the root, a layer of the team's files, config, manifest, index
/// ```
///
/// It never runs anything of an image, so one machine makes images of all platforms. It knows no
/// registry but by the address that it is given, and no mirror but by apt's configuration.
@NullMarked
package dev.cairn.images;

import org.jspecify.annotations.NullMarked;
