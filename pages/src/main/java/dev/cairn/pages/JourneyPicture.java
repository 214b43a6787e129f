// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import java.util.Map;
import java.util.Set;

/// The picture of a journey alone, for docs and mails: it has its own style, follows the reader's
/// dark or light, and holds instants only, so that the same events give the same bytes.
///
/// Safe for many threads.
public final class JourneyPicture {
  private final Layouts layouts = new Layouts();
  private final String style = Assets.pictureStyle();

  /// Lays out a first, small picture: the first layout of a process takes up to a second.
  public void warm() {
    svg(FirstJourney.journey(), "");
  }

  /// @param address where the journey's page is, for the links: `https://cairn.example/journeys/…`
  public String svg(Journey journey, String address) {
    Cards cards = Cards.of(journey, Set.of());
    Board board = cards.board();
    Drawing drawing = new Drawing(board, layouts.of(board), Reading.TIMELESS, address);
    Markup svg =
        drawing
            .svg()
            .with("xmlns", "http://www.w3.org/2000/svg")
            .add(Markup.text("title", "tt", journey.title()))
            .add(Markup.text("desc", "tt", drawing.label()))
            .add(Markup.of("style").own(style))
            .add(
                Markup.of("rect", "paper")
                    .with("width", drawing.width())
                    .with("height", drawing.height()))
            .add(Symbols.definitions(drawing.looks()))
            .add(drawing.content());
    return svg + "\n";
  }

  /// The picture inside a page, whose style and symbols it uses.
  Markup inPage(Board board, Reading reading) {
    Drawing drawing = new Drawing(board, layouts.of(board), reading, "");
    return drawing.svg().add(drawing.content());
  }

  /// What of a picture may change without a new layout, by the ids of its elements: cards, heads,
  /// bands, edges.
  Map<String, Markup> parts(Board board, Reading reading) {
    return new Drawing(board, layouts.of(board), reading, "").parts();
  }

  /// The number of a structure: pages with the same one differ in states only.
  static String structure(Board board) {
    return Integer.toHexString(Layouts.structure(board).hashCode());
  }
}
