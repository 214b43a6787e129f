// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Cards by their id.
record Deck(Map<String, Card> byId) {
  Deck {
    byId = Map.copyOf(byId);
  }

  static Deck of(Collection<Card> cards) {
    return new Deck(cards.stream().collect(Collectors.toMap(Card::id, Function.identity())));
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  Card card(String id) {
    return Objects.requireNonNull(byId.get(id), id);
  }
}
