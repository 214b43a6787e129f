/// Tests of compiling and planning; `lines/*.jsonl` are conversations that both sides must keep to,
/// `bundles/*` the sources of the bundles in them.
@NullMarked
package dev.cairn.bundles;

import org.jspecify.annotations.NullMarked;
