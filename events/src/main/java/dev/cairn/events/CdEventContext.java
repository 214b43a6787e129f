// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// One CDEvent while it is read: the envelope, which wins, and the data.
record CdEventContext(CloudEvent envelope, CdEventType type, Json data) {
  private static final Pattern ADDRESS = Pattern.compile("https?://.+");

  Json content() {
    return data.at("subject", "content");
  }

  String subjectId() {
    return envelope.json().text("subject").or(() -> data.text("subject", "id")).orElse("");
  }

  String subjectSource() {
    return data.text("subject", "source").orElse(envelope.source());
  }

  Optional<String> uri() {
    return content().text("uri").or(() -> content().text("url"));
  }

  Optional<Instant> time() {
    return envelope.time().or(() -> data.text("context", "timestamp").flatMap(CloudEvent::instant));
  }

  /// All names of a thing of that kind, from its id and its source.
  static SortedSet<Identity> names(NodeKind kind, String id, String source) {
    SortedSet<Identity> named = Mention.of(id);
    if (kind == NodeKind.ARTIFACT || (!named.isEmpty() && kindOf(named) == kind)) {
      return named.isEmpty() || kindOf(named) == kind ? named : new TreeSet<>();
    }
    var names = new TreeSet<Identity>();
    if (kind == NodeKind.COMMIT) {
      Identity.ofCommit(id).ifPresent(names::add);
    } else if (!id.isEmpty()) {
      Identity.of(word(kind) + ":" + joined(source, id)).ifPresent(names::add);
    }
    return names;
  }

  /// What kind of thing its names name.
  static NodeKind kindOf(SortedSet<Identity> names) {
    return switch (names.first().kind()) {
      case "commit" -> NodeKind.COMMIT;
      case "digest", "pkg" -> NodeKind.ARTIFACT;
      case "change" -> NodeKind.CHANGE;
      case "incident", "alert" -> NodeKind.INCIDENT;
      case "ticket" -> NodeKind.TICKET;
      default -> NodeKind.RUN;
    };
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  static String joined(String source, String id) {
    if (source.isEmpty() || isAddress(id)) {
      return id;
    }
    return source.endsWith("/") ? source + id : source + "/" + id;
  }

  private static String word(NodeKind kind) {
    return switch (kind) {
      case CHANGE -> "change";
      case INCIDENT -> "incident";
      case TICKET -> "ticket";
      case RUN, TEST, COMMIT, CONFIG_COMMIT, ARTIFACT, DEPLOYMENT -> "run";
      case VERDICT, GATE, FINDING, APPROVAL, PUBLICATION -> "run";
    };
  }
}
