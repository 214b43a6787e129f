// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody meant who typed a word that does not exist.
final class Suggestion {
  private Suggestion() {}

  /// ` Did you mean run?`, with the space in front, where one of the words is near; else nothing.
  static String of(String typed, Collection<String> known) {
    return nearest(typed, known).map(" Did you mean %s?"::formatted).orElse("");
  }

  private static Optional<String> nearest(String typed, Collection<String> known) {
    int most = typed.length() < 4 ? 1 : 2;
    return known.stream()
        .filter(word -> distance(typed, word) <= most)
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /// How many letters are added, left out, changed or swapped with their neighbour.
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : least(steps, one, other, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int least(int[][] steps, String one, String other, int i, int j) {
    int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + changed);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
