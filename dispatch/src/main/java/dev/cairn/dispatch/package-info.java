/// What runs next, and why not.
@NullMarked
package dev.cairn.dispatch;

import org.jspecify.annotations.NullMarked;
