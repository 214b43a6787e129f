@NullMarked
package dev.cairn.registry;

import org.jspecify.annotations.NullMarked;
