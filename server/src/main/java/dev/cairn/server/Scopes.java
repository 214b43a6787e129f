// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Scope;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/// What the source of each delivery may speak of, by today's configuration; also in a rebuild.
///
/// ```
/// hooks.github        what GitHub speaks of, narrowed by hooks.github.repositories
/// hooks.github/shop   … narrowed by that source's repositories
/// hooks.github/gone   nothing: no source of this name is configured any more
/// ```
record Scopes(SortedMap<String, Hook> hooks) {
  private static final String PATH = "hooks.";

  /// Why a source may not say this; empty if it may.
  ///
  /// @param tool whose delivery brought it
  /// @param source who sent it, as the delivery has it
  /// @param seenAt where things have been seen so far
  Optional<String> refusal(
      String tool, String source, Event event, Function<Identity, Set<Identity>> seenAt) {
    Scope natural = Scope.natural(tool);
    if (!hooks.containsKey(tool) || !source.startsWith(PATH)) {
      return natural.refusal(event, seenAt);
    }
    Optional<Source> found = find(tool, source);
    return found.isEmpty()
        ? Optional.of(
            "source: \"%s\" (expected: one that the configuration names; without its entry it has no scope)"
                .formatted(source))
        : natural
            .narrowed(found.get().repositories(), List.of(), found.get().environments())
            .named(source.substring(PATH.length()))
            .refusal(event, seenAt);
  }

  /// Whether a source may speak of some repositories only.
  boolean isNarrowed(String tool, String source) {
    return find(tool, source).filter(it -> !it.repositories().isEmpty()).isPresent();
  }

  private Optional<Source> find(String tool, String source) {
    return Optional.ofNullable(hooks.get(tool)).stream()
        .flatMap(hook -> hook.sources().stream())
        .filter(it -> it.of(tool).equals(source))
        .findFirst();
  }
}
