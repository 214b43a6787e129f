/// What the events say of one change.
@NullMarked
package dev.cairn.journeys;

import org.jspecify.annotations.NullMarked;
