/// Bytes, kept by their hash, and directories as Merkle trees of hashes.
///
/// A [dev.cairn.content.Tree] of two files is three blobs of a [dev.cairn.content.ContentStore]:
///
/// ```
/// sha256:2cf24d…  hello
/// sha256:4fc82b…  #!/bin/sh…
/// sha256:…        Directory{files: [{a.txt, 2cf24d…, 5}, {run, 4fc82b…, 42, executable}]}
/// ```
///
/// Nothing here forgets: what is no longer wanted is removed by whoever owns the folder. Nothing
/// here knows commits, images or registries.
@NullMarked
package dev.cairn.content;

import org.jspecify.annotations.NullMarked;
