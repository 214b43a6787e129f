@NullMarked
package dev.cairn.inbox;

import org.jspecify.annotations.NullMarked;
