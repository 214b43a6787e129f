// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The environments of several journeys in one order, as each of them has a part of it.
///
/// ```
/// [dev, production] and [dev, staging, production]   →   dev, staging, production
/// ```
final class PromotionOrder {
  private PromotionOrder() {}

  /// That of the longest; another name stands behind those that it follows, there or as teams are
  /// used to.
  static List<String> of(Collection<List<String>> journeys) {
    List<String> all = new ArrayList<>();
    journeys.stream()
        .sorted(
            Comparator.<List<String>>comparingInt(List::size)
                .reversed()
                .thenComparing(Object::toString))
        .forEach(names -> {
          int at = 0;
          for (String name : names) {
            if (!all.contains(name)) {
              all.add(Math.max(at, behind(all, name)), name);
            }
            at = Math.max(at, all.indexOf(name) + 1);
          }
        });
    return all;
  }

  private static int behind(List<String> all, String name) {
    for (int i = all.size(); i > 0; i--) {
      if (Stages.promotion(all.get(i - 1)) <= Stages.promotion(name)) {
        return i;
      }
    }
    return 0;
  }
}
