/// What a task file imports.
@NullMarked
package dev.cairn.sdk;

import org.jspecify.annotations.NullMarked;
