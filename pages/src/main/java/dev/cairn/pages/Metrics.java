// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

/// Measures of the picture, in pixels.
final class Metrics {
  static final double TITLE = 12.5;
  static final double SMALL = 11;
  static final double MARGIN = 8;
  static final double TOP = 54;
  static final double ROW = 20;
  static final double MEMBER = 13;
  static final int MEMBERS_IN_ROW = 10;
  static final double LEAST_WIDTH = 128;
  static final double MOST_WIDTH = 244;
  static final double PILL = 84;

  /// Room for "from 14:03", whether or not the card shows a time yet.
  private static final double TIME = 68;

  private Metrics() {}

  /// How high a card is; where there is room, every card has the height that it will have in the
  /// end.
  static double height(Card card, boolean roomy) {
    return switch (card.shape()) {
      case GATE -> 37 + ROW * card.rows().size() + (card.foot().isEmpty() ? 0 : 20);
      case ENVIRONMENT -> 35 + ROW * card.rows().size() + (card.rows().isEmpty() ? 0 : 5);
      case THING, DOING ->
          38
              + 15 * Math.max(card.lines().size(), roomy && card.members().isEmpty() ? 2 : 0)
              + memberHeight(card);
    };
  }

  private static double memberHeight(Card card) {
    int rows = (card.members().size() + MEMBERS_IN_ROW - 1) / MEMBERS_IN_ROW;
    return rows == 0 ? 0 : 4 + MEMBER * rows;
  }

  /// Where edges meet a card: the middle of its title, or of a row.
  static double port(Card card, int row) {
    if (row >= 0) {
      return 39 + ROW * row;
    }
    return card.shape() == Card.Shape.ENVIRONMENT ? 14 : 17;
  }

  /// What the signs of earlier attempts take from the first small line.
  static double attempts(int number) {
    return number == 0 ? 0 : 14.0 * number + 8;
  }

  /// How wide a card would like to be.
  static double width(Card card) {
    double title =
        32
            + (card.mono()
                ? TextWidths.mono(card.title(), 11.5) * 1.05
                : TextWidths.bold(card.title(), TITLE))
            + (card.shape() == Card.Shape.THING ? 0 : TIME)
            + 10;
    double lines =
        card.lines().stream()
            .mapToDouble(line ->
                line.mono()
                    ? TextWidths.mono(line.text(), 10.5)
                    : TextWidths.plain(line.text(), SMALL))
            .max()
            .orElse(0);
    double rows =
        card.rows().stream()
            .mapToDouble(row ->
                TextWidths.plain(row.text(), SMALL)
                    + TextWidths.bold(row.value(), SMALL)
                    + (row.value().isEmpty() ? 0 : 12))
            .max()
            .orElse(0);
    double attempts = attempts(card.attempts().size());
    double wanted =
        Math.max(
            Math.max(title, 32 + lines + attempts + 10),
            Math.max(30 + rows + 10, 22 + TextWidths.plain(card.foot(), SMALL)));
    return Math.clamp(Math.ceil(wanted), LEAST_WIDTH, MOST_WIDTH);
  }
}
