// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import java.util.List;
import java.util.Map;

/// The other journeys that one touches, each with what it is to this one.
///
/// ```
/// the change before it   A shop with a price list   by commit f85c779
/// ```
///
/// @param titles by id
record Related(Journey journey, Map<String, String> titles) {
  List<Markup> section() {
    Markup list = Markup.of("ul", "ev rel");
    journey.partOf().forEach(id -> list.add(other("part of", id, "")));
    journey.contains().forEach(id -> list.add(other("contains", id, "")));
    journey.linked().forEach(link -> list.add(other(word(link.kind()), link.journey(), link.by())));
    boolean none =
        journey.partOf().isEmpty() && journey.contains().isEmpty() && journey.linked().isEmpty();
    return none ? List.of() : List.of(Frame.heading("Other journeys", ""), list);
  }

  private static String word(String kind) {
    return switch (kind) {
      case "parent" -> "builds on";
      case "child" -> "built on by";
      case "ingredient" -> "made with";
      case "ingredient-of" -> "is in";
      case "deployed-by", "names" -> "brings back what came from";
      default -> kind.replace('-', ' ');
    };
  }

  private Markup other(String word, String id, String by) {
    String short6 = "j-" + id.substring(0, Math.min(6, id.length()));
    String title = titles.getOrDefault(id, "");
    boolean namesake = title.equals(journey.title());
    return Markup.of("li")
        .text(word + " ")
        .add(Markup.link("/journeys/" + id, title.isEmpty() ? short6 : Words.visible(title)))
        .text(namesake ? ", as " + short6 : "")
        .add(Markup.text("span", "mut", by.isEmpty() ? "" : "  by " + shortened(by)));
  }

  /// `commit f85c779` of `commit:f85c77958a…`, `image 9b1c42` of `digest:sha256:9b1c42…`.
  private static String shortened(String identity) {
    if (identity.startsWith("commit:")) {
      return "commit " + Words.shortCommit(identity.substring("commit:".length()));
    }
    if (identity.startsWith("digest:sha256:")) {
      String hex = identity.substring("digest:sha256:".length());
      return "image " + hex.substring(0, Math.min(6, hex.length()));
    }
    return Words.withoutLongHex(identity);
  }
}
