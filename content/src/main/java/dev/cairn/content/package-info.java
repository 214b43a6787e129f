/// Bytes, kept by their hash, and directories as Merkle trees of hashes.
@NullMarked
package dev.cairn.content;

import org.jspecify.annotations.NullMarked;
