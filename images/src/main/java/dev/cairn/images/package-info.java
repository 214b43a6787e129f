/// Root file systems in, OCI images out.
@NullMarked
package dev.cairn.images;

import org.jspecify.annotations.NullMarked;
