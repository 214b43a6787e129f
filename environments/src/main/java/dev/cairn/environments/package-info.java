/// What should run, what runs, and making them equal.
@NullMarked
package dev.cairn.environments;

import org.jspecify.annotations.NullMarked;
