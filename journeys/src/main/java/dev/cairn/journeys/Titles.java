// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a thing is called where no event gave it a title.
final class Titles {
  private Titles() {}

  static String of(Thing thing) {
    return thing.facts().value("title").orElseGet(() -> plain(thing));
  }

  /// What a journey is called: of a commit, its subject line without the digits behind it; where
  /// nobody told that, what it is.
  static String ofJourney(Thing root) {
    if (root.isCommit() && root.facts().value("title").isEmpty()) {
      return (root.kind() == NodeKind.COMMIT ? "Commit " : "Config commit ") + plain(root);
    }
    String title = of(root);
    return root.identities().stream()
        .filter(identity -> identity.kind().equals("commit"))
        .map(identity -> " " + shortHex(identity.value()))
        .filter(digits -> title.endsWith(digits) && title.length() > digits.length())
        .findFirst()
        .map(digits -> title.substring(0, title.length() - digits.length()))
        .orElse(title);
  }

  private static String plain(Thing thing) {
    Facts facts = thing.facts();
    return switch (thing.kind()) {
      case CHANGE -> "#" + lastPart(thing.least().value());
      case COMMIT, CONFIG_COMMIT -> named(thing, "commit").map(Titles::shortHex).orElse("commit");
      case ARTIFACT -> artifact(thing);
      case DEPLOYMENT ->
          facts.value("service").or(() -> facts.value("environment")).orElse("deployment");
      case RUN, TEST, VERDICT, GATE, FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION ->
          facts.value("task").orElseGet(() -> thing.kind().word());
    };
  }

  /// ```
  /// pkg:oci/shop@sha256:9b1c42…, digest:sha256:9b1c42…   →   shop@9b1c42
  /// ```
  private static String artifact(Thing thing) {
    Optional<String> digest = named(thing, "digest").map(Titles::shortHex);
    Optional<String> purl =
        thing.identities().stream()
            .filter(identity -> identity.kind().equals("pkg"))
            .map(Identity::value)
            .findFirst();
    if (purl.isEmpty()) {
      return digest.orElse("artifact");
    }
    String plain = purl.get().split("[?#]", 2)[0];
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    int at = name.lastIndexOf('@');
    if (at < 0) {
      return decoded(name);
    }
    String version = decoded(name.substring(at + 1));
    return decoded(name.substring(0, at))
        + "@"
        + (version.startsWith("sha256:") ? shortHex(version) : version);
  }

  /// A percent sign that is not the start of an escape is left as it stands.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Optional<String> named(Thing thing, String kind) {
    return thing.identities().stream()
        .filter(identity -> identity.kind().equals(kind))
        .map(Identity::value)
        .findFirst();
  }

  private static String shortHex(String value) {
    String hex = value.substring(value.lastIndexOf(':') + 1);
    int length = value.startsWith("commit:") ? 7 : 6;
    return hex.substring(0, Math.min(length, hex.length()));
  }

  private static String lastPart(String value) {
    String plain = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    return plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf(':')) + 1);
  }
}
