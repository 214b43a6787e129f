/// A journey drawn: page, picture, terminal.
@NullMarked
package dev.cairn.pages;

import org.jspecify.annotations.NullMarked;
