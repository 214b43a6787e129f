/// Tests of what happened, to what.
@NullMarked
package dev.cairn.events;

import org.jspecify.annotations.NullMarked;
