/// The pages against journeys that equal the mocks.
@NullMarked
package dev.cairn.pages;

import org.jspecify.annotations.NullMarked;
