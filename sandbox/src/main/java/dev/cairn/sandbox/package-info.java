/// One command, shut in.
@NullMarked
package dev.cairn.sandbox;

import org.jspecify.annotations.NullMarked;
