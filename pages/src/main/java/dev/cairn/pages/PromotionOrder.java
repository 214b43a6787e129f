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

  /// That of the longest; another name stands behind the one that it follows.
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
            int known = all.indexOf(name);
            if (known < 0) {
              all.add(at, name);
              at++;
            } else {
              at = Math.max(at, known + 1);
            }
          }
        });
    return all;
  }
}
