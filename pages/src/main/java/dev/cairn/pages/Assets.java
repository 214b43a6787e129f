// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The one style sheet and the one script of all pages, served as `/assets/cairn.css` and
/// `/assets/cairn.js`.
public final class Assets {
  private static final int STEP = 40;
  private static final int WIDEST = 110;
  private static final Map<String, String> COLOURS =
      Map.of(
          "ok", "#12a06e", "now", "#3f6bff", "wait", "#d99a2b", "bad", "#d6315c", "off", "#7d858e");

  private Assets() {}

  /// Colours and picture as files; the widths that pictures may have, computed: a picture is never
  /// drawn at less than 0.8 of its size, and never larger than it is.
  public static String style() {
    return read("tokens.css").replace("ROOT", ":root")
        + read("picture.css")
        + read("page.css")
        + widths();
  }

  public static String script() {
    return read("cairn.js");
  }

  /// The cairn in a hue's colour, for the tab.
  static Optional<String> icon(String hue) {
    return Optional.ofNullable(COLOURS.get(hue))
        .map(colour ->
            Markup.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 16 16")
                .add(stone(colour, 8, 12.6, 7))
                .add(stone(colour, 7.4, 7.6, 4.8))
                .add(stone(colour, 8.6, 3.2, 2.8))
                .toString());
  }

  private static Markup stone(String colour, double x, double y, double width) {
    return Markup.of("ellipse")
        .with("cx", x)
        .with("cy", y)
        .with("rx", width)
        .with("ry", 2)
        .with("fill", colour);
  }

  static String pictureStyle() {
    return read("tokens.css").replace("ROOT", "svg") + read("picture.css");
  }

  private static String widths() {
    StringBuilder rules = new StringBuilder("@media screen{");
    for (int step = 8; step <= WIDEST; step++) {
      rules.append(
          ".fig svg.w%d{min-width:%dpx;max-width:%dpx}"
              .formatted(step, step * STEP * 8 / 10, step * STEP));
    }
    return rules.append("}\n").toString();
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "page resource: %s (expected: a file of the pages module). The jar is not whole; build it again."
                .formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("page resource: " + name + " (expected: readable)", e);
    }
  }
}
