/// Wires the traceable half, and serves it.
@NullMarked
package dev.cairn.server;

import org.jspecify.annotations.NullMarked;
