// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// All adapters by their tool's name.
public final class Adapters {
  private static final NavigableMap<String, Adapter> BY_TOOL = new TreeMap<>();

  static {
    for (Adapter adapter :
        List.of(
            new Argocd(),
            new Cairn(),
            new CdEvents(),
            new Distribution(),
            new Git(),
            new GitHub())) {
      BY_TOOL.put(adapter.tool(), adapter);
    }
  }

  private Adapters() {}

  public static Optional<Adapter> of(String tool) {
    return Optional.ofNullable(BY_TOOL.get(tool));
  }

  /// Tools that may be sent to `/hooks/{tool}`; the others are Cairn's own ways in.
  public static List<String> hooks() {
    return List.of("argocd", "distribution", "github");
  }

  /// What the delivery's tool makes of it; a tool without an adapter is a failure that says so.
  public static Interpretation read(Delivery delivery) {
    return of(delivery.tool())
        .map(adapter -> adapter.read(delivery))
        .orElseGet(() ->
            new Interpretation.Failed(
                "tool: \"%s\" (expected: one of %s)".formatted(delivery.tool(), BY_TOOL.keySet())));
  }
}
