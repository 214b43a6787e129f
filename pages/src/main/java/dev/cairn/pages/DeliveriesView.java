// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came in, newest first.
public record DeliveriesView(List<Row> rows, Optional<String> next) {
  public DeliveriesView {
    rows = List.copyOf(rows);
  }

  /// @param status `pending`, `joined`, `ignored`, `refused`, `failed`
  /// @param types of its events, as they were sent: `dev.cdevents.change.merged.0.3.0`
  /// @param what more there is to say, such as the reason; may be empty
  public record Row(
      String id,
      String tool,
      String source,
      Instant received,
      String status,
      List<String> types,
      String what) {
    public Row {
      types = List.copyOf(types);
    }
  }
}
