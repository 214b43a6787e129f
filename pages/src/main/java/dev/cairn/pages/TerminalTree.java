// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey.Proof;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The cards as a tree with stages at the left: every card hangs below the last of its causes;
/// among siblings, those that lead nowhere come first.
///
/// Columns are aligned: took, what, owner, run. What is said is shortened first; never a run's id.
final class TerminalTree {
  private static final int TOOK = 10;
  private static final int OWNER = 16;
  private static final int RUN = 8;
  private static final int WORD = 12;
  private static final int STAGE = 14;
  private static final int NARROW_STAGE = 11;
  private static final int WORDY = 80;
  private static final int LEAST = 10;
  private static final int WIDE = 100;
  private static final int NARROW = 60;

  /// @param tree the lines that lead to it
  /// @param passing what of them goes on below it
  private record Leaf(Card card, String tree, String passing, Optional<Wire> cause) {}

  /// Where a line's parts begin, or end: the stage, the name behind it, when or how long.
  private record Places(int stage, int name, int took) {}

  private final Cards cards;
  private final Terminal.Style style;
  private final Reading reading;
  private final Ink ink;
  private final Map<String, Wire> causes = new HashMap<>();
  private final Map<String, List<Card>> below = new HashMap<>();
  private final List<Leaf> leaves = new ArrayList<>();

  TerminalTree(Cards cards, Terminal.Style style, Reading reading) {
    this.cards = cards;
    this.style = style;
    this.reading = reading;
    this.ink = new Ink(style.color(), style.utf8());
    hang();
    walk();
  }

  private void hang() {
    Map<String, Integer> places = new HashMap<>();
    cards.cards().forEach(card -> places.put(card.id(), places.size()));
    for (Wire wire : cards.wires()) {
      boolean forward = places.getOrDefault(wire.from(), 0) < places.getOrDefault(wire.to(), 0);
      Wire known = causes.get(wire.to());
      boolean later =
          known == null
              || places.getOrDefault(known.from(), 0) < places.getOrDefault(wire.from(), 0);
      if (forward && later) {
        causes.put(wire.to(), wire);
      }
    }
    for (Card card : cards.cards()) {
      Wire cause = causes.get(card.id());
      if (cause != null) {
        below.computeIfAbsent(cause.from(), _ -> new ArrayList<>()).add(card);
      }
    }
  }

  private void walk() {
    Set<String> seen = new HashSet<>();
    for (Card card : cards.cards()) {
      if (!causes.containsKey(card.id())) {
        walk(card, "", "", seen);
      }
    }
  }

  private void walk(Card card, String tree, String passing, Set<String> seen) {
    if (!seen.add(card.id())) {
      return;
    }
    leaves.add(new Leaf(card, tree, passing, Optional.ofNullable(causes.get(card.id()))));
    List<Card> children =
        below.getOrDefault(card.id(), List.of()).stream()
            .sorted(
                Comparator.comparingInt(Card::column)
                    .thenComparing(child -> below.containsKey(child.id())))
            .toList();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      Card child = children.get(i);
      walk(child, passing + (last ? "└" : "├") + line(child), passing + (last ? "  " : "│ "), seen);
    }
  }

  private String line(Card card) {
    Wire cause = causes.get(card.id());
    if (cause == null) {
      return "─";
    }
    return switch (cause.strength()) {
      case DECLARED -> "─";
      case INFERRED -> "╌";
      case GUESSED -> "?";
    };
  }

  List<String> lines() {
    int stage = stageWidth();
    int name = Math.min(nameWidth(), Math.max(nameLeast(), nameMost(stage)));
    int took = name + tookWidth(name);
    List<String> lines = new ArrayList<>();
    String before = "";
    for (Leaf leaf : leaves) {
      leaf.card()
          .waited()
          .filter(_ -> style.utf8() && style.columns() >= NARROW)
          .ifPresent(waited ->
              lines.add(
                  " ".repeat(stage) + ink.dim(above(leaf) + "┆ waited " + Spans.exact(waited))));
      Column column = column(leaf.card());
      String word = column.word().equals(before) ? "" : column.word();
      before = column.word();
      lines.add(line(leaf, column, word, new Places(stage, name, took)).stripTrailing());
    }
    return lines;
  }

  /// The longest word for a stage, as far as there is room for it.
  private int stageWidth() {
    int word =
        leaves.stream()
            .mapToInt(leaf -> Ink.width(ink.plain(column(leaf.card()).word())))
            .max()
            .orElse(0);
    int most = style.columns() < NARROW ? NARROW_STAGE : STAGE;
    return style.columns() >= WIDE ? STAGE : Math.clamp(word + 1, LEAST, most);
  }

  private static String above(Leaf leaf) {
    return leaf.tree().isEmpty() ? "" : leaf.tree().substring(0, leaf.tree().length() - 2);
  }

  private Column column(Card card) {
    return cards.columns().get(cards.used().indexOf(card.column()));
  }

  private int nameWidth() {
    return leaves.stream().mapToInt(leaf -> Ink.width(name(leaf))).max().orElse(0);
  }

  /// The tree, and ten letters of the name behind it.
  private int nameLeast() {
    return leaves.stream().mapToInt(leaf -> prefix(leaf).length()).max().orElse(0)
        + (style.columns() < NARROW ? LEAST / 2 : LEAST);
  }

  /// What remains for the names once the other columns have their least.
  private int nameMost(int stage) {
    int others = stage + TOOK + 2;
    if (style.columns() < NARROW) {
      return Math.max(8, style.columns() - others + 2);
    }
    int what = style.columns() >= WIDE ? 30 + OWNER + RUN : 18;
    return Math.max(12, style.columns() - others - what);
  }

  /// What times need behind the names: in a narrow tree no more than they take, so that more can be
  /// said.
  private int tookWidth(int name) {
    if (style.columns() >= WIDE || style.columns() < NARROW) {
      return TOOK;
    }
    int most =
        leaves.stream()
            .filter(leaf -> !took(leaf.card()).isEmpty())
            .mapToInt(leaf -> Ink.width(titled(leaf, name)) + 2 + Ink.width(took(leaf.card())))
            .max()
            .orElse(0);
    return Math.clamp(most - name, 0, TOOK);
  }

  private String tree(Leaf leaf) {
    if (style.columns() < NARROW) {
      return "";
    }
    if (style.utf8()) {
      return leaf.tree();
    }
    int step = style.columns() < WORDY ? 1 : 2;
    return " ".repeat(leaf.tree().length() / 2 * step);
  }

  /// What stands before the name: tree and sign, or state and indent.
  private String prefix(Leaf leaf) {
    return style.utf8()
        ? tree(leaf) + leaf.card().look().sign() + " "
        : Ink.pad(Ink.word(leaf.card().look()), WORD) + tree(leaf);
  }

  private String name(Leaf leaf) {
    return prefix(leaf) + ink.plain(leaf.card().title());
  }

  private String line(Leaf leaf, Column column, String word, Places places) {
    Card card = leaf.card();
    Look look = card.look();
    int stage = places.stage();
    int name = places.name();
    String label = Ink.pad(Ink.cut(ink.plain(word), stage - 1, style.utf8()), stage);
    String took = took(card);
    int pad = Math.max(1, places.took() - Ink.width(titled(leaf, name)) - Ink.width(took));
    String text =
        (column.here() && !word.isEmpty() ? ink.hue(hereHue(), label) : ink.dim(label))
            + inked(leaf, name)
            + " ".repeat(pad)
            + (look.hue() == Look.Hue.NOW || look == Look.HELD ? ink.hue(look.hue(), took) : took);
    if (style.columns() < NARROW) {
      return text;
    }
    return text + "  " + rest(leaf, style.columns() - stage - places.took() - 2);
  }

  private Look.Hue hereHue() {
    return Look.of(cards.journey().status()).hue();
  }

  /// The name, cut to its column, without colours.
  private String titled(Leaf leaf, int name) {
    String prefix = prefix(leaf);
    return prefix + Ink.cut(ink.plain(leaf.card().title()), name - prefix.length(), style.utf8());
  }

  private String inked(Leaf leaf, int name) {
    Look look = leaf.card().look();
    String title = titled(leaf, name).substring(prefix(leaf).length());
    String shown = look.absent() ? ink.dim(title) : ink.bold(title);
    return style.utf8()
        ? guessed(tree(leaf)) + ink.hue(look.hue(), look.sign()) + " " + shown
        : ink.hue(look.hue(), Ink.pad(Ink.word(look), WORD)) + tree(leaf) + shown;
  }

  private String guessed(String tree) {
    return tree.endsWith("?")
        ? ink.dim(tree.substring(0, tree.length() - 1)) + ink.hue(Look.Hue.WAIT, "?")
        : ink.dim(tree);
  }

  private String took(Card card) {
    if (card.shape() == Shape.THING && !card.status().lasts()) {
      boolean change = card.column() <= 1;
      return change ? card.started().map(reading::began).orElse("") : "";
    }
    return reading.text(card.timing());
  }

  private String rest(Leaf leaf, int room) {
    Card card = leaf.card();
    boolean wide = style.columns() >= WIDE;
    int most = wide ? room - OWNER - RUN : room;
    String text = Ink.cut(what(leaf), Math.max(0, wide ? most - 2 : most), style.utf8());
    String said = inked(card, text);
    if (!wide) {
      return said;
    }
    String owner = Ink.cut(ink.plain(card.owner().orElse("")), OWNER - 1, style.utf8());
    String run = card.run().map(id -> " ".repeat(OWNER - Ink.width(owner)) + id).orElse("");
    return said + " ".repeat(Math.max(0, most - Ink.width(text))) + ink.dim(owner) + run;
  }

  private String inked(Card card, String text) {
    Look look = card.look();
    if (card.shape() == Shape.GATE) {
      return text.equals(gate(card, true)) ? gate(card, false) : text;
    }
    if (look.absent()) {
      return ink.dim(text);
    }
    return look.hurts() || look.hue() == Look.Hue.NOW ? ink.hue(look.hue(), text) : text;
  }

  private String what(Leaf leaf) {
    Optional<String> evidence = leaf.cause().flatMap(TerminalTree::evidence);
    return ink.plain(evidence.orElseGet(() -> said(leaf.card())));
  }

  /// What an inferred or guessed edge rests on.
  private static Optional<String> evidence(Wire wire) {
    return wire.strength() == Strength.DECLARED
        ? Optional.empty()
        : wire.edges().stream()
            .flatMap(edge -> edge.evidence().stream())
            .map(Proof::evidence)
            .filter(evidence -> evidence.strength() == wire.strength())
            .findFirst()
            .map(evidence -> wire.strength().word() + ": " + evidence.text());
  }

  private String said(Card card) {
    return switch (card.shape()) {
      case GATE -> gate(card, true);
      case ENVIRONMENT -> environment(card);
      case THING, DOING -> words(card);
    };
  }

  /// Of a change, the commit; its message stands above. Of anything else all but who did it, which
  /// has a column of its own.
  private static String words(Card card) {
    List<String> words = card.words();
    return card.column() <= 1 && card.shape() == Shape.THING && words.size() > 1
        ? words.getFirst()
        : words.stream().filter(word -> !isBy(card, word)).collect(Collectors.joining(", "));
  }

  private static boolean isBy(Card card, String text) {
    return card.nodes().stream().anyMatch(node -> Faces.by(node).filter(text::equals).isPresent());
  }

  /// `test ✓ scan ✗`, or `test ok, scan FAILED`.
  private String gate(Card card, boolean plain) {
    List<String> words = new ArrayList<>();
    for (Row row : card.rows()) {
      Look look = Look.of(row.status());
      String name = ink.plain(row.text());
      String sign = plain ? look.sign() : ink.hue(look.hue(), look.sign());
      words.add(
          style.utf8()
              ? name + " " + sign
              : name + " " + (look.settledWell() ? "ok" : Ink.word(look)));
    }
    return String.join(style.utf8() ? " " : ", ", words);
  }

  /// What an environment runs now, or what is wrong there and how far its rollout is.
  private static String environment(Card card) {
    List<String> words = new ArrayList<>();
    boolean absent = card.look().absent();
    List<Row> loudFirst =
        card.rows().stream()
            .sorted(Comparator.comparing(row -> !Look.of(row.status()).loud()))
            .toList();
    for (Row row : loudFirst) {
      boolean runs = row.text().startsWith("runs ");
      boolean says =
          absent
              ? runs
              : row.text().startsWith("rollout")
                  || Look.of(row.status()).loud()
                  || row.text().startsWith("drift");
      if (says) {
        words.add(row.text() + (row.value().isEmpty() ? "" : " " + row.value()));
      }
    }
    return String.join(", ", words);
  }
}
