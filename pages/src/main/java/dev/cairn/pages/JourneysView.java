// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.List;
import java.util.Optional;

/// The list of journeys, newest first, as a filter left it.
///
/// @param query what was searched for, or empty
/// @param show which section the reader chose; empty: all of them
/// @param next cursor of the following page
public record JourneysView(
    List<ListRow> rows, String query, Optional<Section> show, Optional<String> next) {
  public JourneysView {
    rows = List.copyOf(rows);
  }

  /// `?show=needs`, `?show=moving`, `?show=settled`.
  public enum Section {
    NEEDS,
    MOVING,
    SETTLED
  }
}
