/// Findings: what is in an image, and what is known of it.
@NullMarked
package dev.cairn.scanning;

import org.jspecify.annotations.NullMarked;
