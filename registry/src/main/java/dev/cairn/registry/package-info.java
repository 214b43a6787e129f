/// The OCI door to the content store, with a gate: what anybody pushes is kept byte for byte, and
/// given out when it has been released. It speaks the OCI distribution specification 1.1 under
/// `/v2/`.
///
/// [dev.cairn.registry.Registry] is mounted by the server. It asks three ports: who may do this
/// ([dev.cairn.registry.Access]), is it held ([dev.cairn.registry.Releases]), and what was pushed
/// where ([dev.cairn.registry.RegistryIndex], by default small files,
/// [dev.cairn.registry.FolderIndex]). A refusal, as clients print it:
///
/// ```
/// GET /v2/shop/manifests/main
/// 403 {"errors":[{"code":"DENIED","message":"Held at gate release: the scan is running. http://127.0.0.1:8080/journeys/…","detail":{}}]}
/// ```
///
/// This package does not decide what is released, does not know tasks or journeys, and does not
/// delete bytes: deleting a manifest takes its names away.
@NullMarked
package dev.cairn.registry;

import org.jspecify.annotations.NullMarked;
