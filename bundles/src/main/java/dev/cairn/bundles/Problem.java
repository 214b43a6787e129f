// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

/// What is wrong with a bundle's sources.
///
/// @param file below the bundle's folder: `Delivery.java`; empty if it is about no file
/// @param line from 1; 0 where there is none
/// @param words the compiler's own, or ours
public record Problem(String file, int line, String words) {
  /// `Delivery.java:12: cannot find symbol`
  @Override
  public String toString() {
    if (file.isEmpty()) {
      return words;
    }
    return line > 0 ? "%s:%d: %s".formatted(file, line, words) : "%s: %s".formatted(file, words);
  }
}
