// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.util.function.Function;

/// Enum constants by the word that the API, and so the database, has for them.
final class Words {
  private Words() {}

  static <E extends Enum<E>> E of(E[] values, Function<E, String> word, String wanted) {
    for (var value : values) {
      if (word.apply(value).equals(wanted)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "read the database: \"%s\" (expected: a word that this version knows)".formatted(wanted));
  }
}
