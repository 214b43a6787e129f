// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.test;

import dev.cairn.sdk.Event;
import dev.cairn.sdk.Planning;
import java.util.ArrayList;
import java.util.List;

/// What came of a task that was rehearsed.
public final class Run {
  private final List<Planning.Line> lines;
  private final String failure;
  private final String skipped;

  Run(List<Planning.Line> lines, String failure, String skipped) {
    this.lines = List.copyOf(lines);
    this.failure = failure;
    this.skipped = skipped;
  }

  /// The events that it emitted; none if it failed.
  public List<Event> emitted() {
    List<Event> events = new ArrayList<>();
    for (Planning.Line line : lines) {
      if (line instanceof Planning.Line.Emit(Event event, _)) {
        events.add(event);
      }
    }
    return List.copyOf(events);
  }

  /// The names of the effects that were carried out, in order; none if it failed.
  public List<String> effects() {
    List<String> names = new ArrayList<>();
    for (Planning.Line line : lines) {
      if (line instanceof Planning.Line.Act(String name, _, _)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /// Why it failed; empty if it did not.
  public String failure() {
    return failure;
  }

  /// Why it was skipped; empty if it was not.
  public String skipped() {
    return skipped;
  }
}
