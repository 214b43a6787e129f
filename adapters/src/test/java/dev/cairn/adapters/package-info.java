/// Tests of how a tool's delivery becomes events.
@NullMarked
package dev.cairn.adapters;

import org.jspecify.annotations.NullMarked;
