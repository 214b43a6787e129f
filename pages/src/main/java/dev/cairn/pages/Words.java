// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How names are said to people, most of them shorter.
final class Words {
  private static final Pattern NUMBERED = Pattern.compile("/([0-9]{1,10})/?$");
  private static final Pattern LONG_HEX = Pattern.compile("\\b([0-9a-f]{7})[0-9a-f]{33,57}\\b");
  private static final int SHORT_COMMIT = 7;

  private Words() {}

  static String shortCommit(String commit) {
    return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
  }

  /// `#412` of `change:https://forge/acme/shop/pull/412`, or empty.
  static String changeNumber(String change) {
    Matcher matcher = NUMBERED.matcher(change);
    return matcher.find() ? "#" + matcher.group(1) : "";
  }

  /// `shop` of `https://forge/acme/shop.git`.
  static String lastPart(String address) {
    String trimmed = address.replaceAll("/+$", "").replaceAll("\\.git$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /// Commits and digests in it, cut to what people compare.
  static String withoutLongHex(String text) {
    return LONG_HEX.matcher(text).replaceAll("$1…");
  }

  /// `artifact published` of `dev.cdevents.artifact.published.0.3.0`.
  static String event(String type) {
    return type.replaceFirst("^dev\\.cdeventsx?\\.", "")
        .replaceFirst("\\.[0-9]+\\.[0-9]+\\.[0-9]+$", "")
        .replace('.', ' ');
  }

  /// `Argo CD` of `argocd`, as events and deliveries call it.
  static String tool(String tool) {
    return switch (tool) {
      case "argocd" -> "Argo CD";
      case "cairn" -> "Cairn";
      case "distribution" -> "Registry";
      case "git" -> "Git";
      case "github" -> "GitHub";
      default -> tool;
    };
  }

  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /// Text from outside, without what a browser or a terminal would obey: control characters, and
  /// marks that turn the direction of the text around.
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == '\n' || point == '\t' ? ' ' : point)
        .filter(point -> !isControl(point))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isControl(int point) {
    return point < 0x20
        || (point >= 0x7f && point < 0xa0)
        || (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069)
        || (point >= 0xd800 && point <= 0xdfff)
        || point == 0xfffe
        || point == 0xffff;
  }
}
