// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.ListRow.Stop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The routes of a list, one below the other: a stage stands in the same place in every row, so
/// that one legend names them all. Where the rows' environments are too many for that, they stand
/// one behind the other.
///
/// ```
/// Change · Build · Artifact · Checks · Gate · staging · production
/// ```
///
/// @param stages the names of the places
/// @param aligned whether each environment has a place of its own
record RouteGrid(List<String> stages, boolean aligned) {
  private static final int PITCH = 26;
  private static final int GLYPH = 16;
  private static final int MOST_ENVIRONMENTS = 6;
  private static final int LONGEST = 13;
  private static final int LEGEND = 52;
  private static final List<String> FIXED =
      IntStream.range(0, Stages.environments()).mapToObj(Stages::title).toList();

  static RouteGrid of(List<ListRow> rows) {
    Set<String> present = new HashSet<>();
    rows.forEach(row -> row.route().forEach(stop -> present.add(stop.stage())));
    List<String> stages = new ArrayList<>(FIXED.stream().filter(present::contains).toList());
    List<List<String>> environments = rows.stream().map(RouteGrid::environments).toList();
    List<String> names = PromotionOrder.of(environments);
    boolean twice = environments.stream().anyMatch(one -> one.size() != new HashSet<>(one).size());
    if (names.size() <= MOST_ENVIRONMENTS && !twice) {
      stages.addAll(names);
      return new RouteGrid(List.copyOf(stages), true);
    }
    int most = environments.stream().mapToInt(List::size).max().orElse(0);
    stages.add("environments");
    IntStream.range(1, most).forEach(_ -> stages.add(""));
    return new RouteGrid(List.copyOf(stages), false);
  }

  private static List<String> environments(ListRow row) {
    return row.route().stream().map(Stop::stage).filter(stage -> !FIXED.contains(stage)).toList();
  }

  /// `Change · Build · production`
  String words() {
    return stages.stream().filter(stage -> !stage.isEmpty()).collect(Collectors.joining(" · "));
  }

  /// The names above the places; those who hear the page hear them in each row.
  Markup legend() {
    Markup svg = svg("rth", LEGEND).with("aria-hidden", "true");
    for (int i = 0; i < stages.size(); i++) {
      String stage = stages.get(i);
      String shown = stage.length() > LONGEST ? stage.substring(0, LONGEST - 1) + "…" : stage;
      svg.add(
          Markup.of("text")
              .with(
                  "transform", "translate(%d %d) rotate(-38)".formatted(PITCH * i + 10, LEGEND - 6))
              .text(shown));
    }
    return svg;
  }

  /// A row's stages as small signs.
  Markup route(ListRow row) {
    List<Stop> route = row.route();
    List<Integer> places = places(row);
    String label =
        route.stream()
            .map(stop -> stop.stage() + " " + Look.of(stop.status()).word())
            .collect(Collectors.joining(", "));
    Markup svg = svg("rt", 18).with("role", "img").with("aria-label", label);
    if (route.size() > 1) {
      svg.add(
          Markup.of("path", "rl")
              .with(
                  "d",
                  "M%d 9H%d"
                      .formatted(
                          8 + PITCH * Collections.min(places),
                          8 + PITCH * Collections.max(places))));
    }
    for (int i = 0; i < route.size(); i++) {
      Look look = Look.of(route.get(i).status());
      double x = (double) PITCH * places.get(i);
      svg.add(Markup.of("circle").with("cx", x + 8).with("cy", 9).with("r", 9))
          .add(
              Symbols.use(look, x, 1, GLYPH)
                  .add(Markup.of("title").text(route.get(i).stage() + ": " + look.word())));
    }
    return svg;
  }

  private List<Integer> places(ListRow row) {
    List<Integer> places = new ArrayList<>();
    int environment = aligned ? 0 : stages.indexOf("environments");
    for (Stop stop : row.route()) {
      if (aligned || FIXED.contains(stop.stage())) {
        places.add(stages.indexOf(stop.stage()));
      } else {
        places.add(environment);
        environment++;
      }
    }
    return places;
  }

  private Markup svg(String style, int height) {
    int width = PITCH * Math.max(1, stages.size());
    return Markup.of("svg", style)
        .with("width", width)
        .with("height", height)
        .with("viewBox", "0 0 %d %d".formatted(width, height));
  }
}
