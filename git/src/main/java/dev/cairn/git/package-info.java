/// Git repositories, read as objects and written by commits, through the git program.
@NullMarked
package dev.cairn.git;

import org.jspecify.annotations.NullMarked;
