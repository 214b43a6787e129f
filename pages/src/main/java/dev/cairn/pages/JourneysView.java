// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import java.util.List;
import java.util.Optional;

/// The list of journeys, newest first, as a narrowing left it.
///
/// @param choices the links that narrow it further, or less
/// @param next cursor of the following page
public record JourneysView(
    List<ListRow> rows, Narrowing narrowing, List<Choice> choices, Optional<String> next) {
  public JourneysView {
    rows = List.copyOf(rows);
    choices = List.copyOf(choices);
  }

  /// @param page what is listed
  /// @param newest the newest journeys, not narrowed: what the links count
  public static JourneysView of(Query.Page page, Query.Page newest, Narrowing narrowing) {
    return new JourneysView(
        page.journeys().stream().map(ListRow::of).toList(),
        narrowing,
        new Choices(newest.journeys(), newest.next().isPresent(), narrowing).all(),
        page.next());
  }
}
