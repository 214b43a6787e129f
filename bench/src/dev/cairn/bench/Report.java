// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.util.List;

/** The table, for a terminal and as Markdown. */
final class Report {
  private Report() {}

  static String line(Figure figure) {
    String peer = figure.peer().map(it -> "  |  %s %s: %s".formatted(it.samples().words(), figure.unit(), it.name())).orElse("");
    return "%-7s %-76s %s %s  (goal %s)  ratio %s%s"
        .formatted(figure.verdict(), figure.name(), figure.cairn().words(), figure.unit(), figure.goalWords(), figure.ratioWords(), peer);
  }

  static String markdown(List<Figure> figures, String about) {
    var text = new StringBuilder("# Measured\n\n").append(about).append("\n\n");
    text.append("Each value is a median, with the least and the ninth decile in brackets; n is how often it was measured. A peer was measured in the same rounds.\n\n");
    text.append("| what | n | Cairn | beside | peer | ratio | goal | |\n|---|---|---|---|---|---|---|---|\n");
    for (Figure figure : figures) {
      text.append(
          "| %s | %d | %s %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  figure.name(),
                  figure.cairn().count(),
                  figure.cairn().words(),
                  figure.unit(),
                  figure.peer().map(Figure.Peer::name).orElse("–"),
                  figure.peer().map(it -> it.samples().words() + " " + figure.unit()).orElse("–"),
                  figure.ratioWords(),
                  figure.goalWords(),
                  figure.verdict()));
    }
    return text.toString();
  }
}
