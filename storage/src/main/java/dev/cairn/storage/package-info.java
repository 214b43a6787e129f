/// The database side of journeys and dispatch.
@NullMarked
package dev.cairn.storage;

import org.jspecify.annotations.NullMarked;
