/// Compiles a team's tasks, starts its process, speaks its lines.
@NullMarked
package dev.cairn.bundles;

import org.jspecify.annotations.NullMarked;
