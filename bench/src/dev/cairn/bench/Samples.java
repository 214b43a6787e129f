// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values of one thing that was measured again and again, of which median, least and ninth decile are told. */
record Samples(double[] sorted) {
  static Samples of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  int count() {
    return sorted.length;
  }

  double min() {
    return sorted[0];
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double p90() {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.9) - 1)];
  }

  /** `51 (38–77)`: median, and least to ninth decile in brackets. */
  String words() {
    return sorted.length == 1 ? number(median()) : "%s (%s–%s)".formatted(number(median()), number(min()), number(p90()));
  }

  static String number(double value) {
    String form = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
