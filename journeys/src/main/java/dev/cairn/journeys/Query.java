// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.List;
import java.util.Optional;

/// Which journeys are wanted.
///
/// @param nested also journeys that lie inside others
/// @param cursor where the page before ended
public record Query(Narrowing narrowing, boolean nested, Optional<String> cursor, int limit) {
  /// The newest, outermost only.
  public static Query newest(int limit) {
    return new Query(Narrowing.NONE, false, Optional.empty(), limit);
  }

  /// @param next where the following page begins; empty at the end
  public record Page(List<Journey> journeys, Optional<String> next) {
    public Page {
      journeys = List.copyOf(journeys);
    }
  }
}
