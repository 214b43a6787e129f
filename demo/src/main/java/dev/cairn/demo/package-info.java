/// Plays a delivery against a running Cairn, from outside.
@NullMarked
package dev.cairn.demo;

import org.jspecify.annotations.NullMarked;
