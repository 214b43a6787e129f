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
  /// @param what such as `3 events, 1 journey` or the reason
  public record Row(
      String id, String tool, String source, Instant received, String status, String what) {}
}
