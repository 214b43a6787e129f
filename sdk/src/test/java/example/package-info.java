/// Bundles as teams write them.
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
