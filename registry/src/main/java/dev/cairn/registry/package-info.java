/// The OCI door to the content store, with a gate.
@NullMarked
package dev.cairn.registry;

import org.jspecify.annotations.NullMarked;
