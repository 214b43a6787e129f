// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Recorded bodies, the names that stand in them, and a short way to write down what was read.
final class Recorded {
  static final String HEAD = "4f2c1a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";
  static final String MERGE = "9d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a39281706";
  static final String BASE = "1".repeat(40);
  static final String MIDDLE = "5e0d".repeat(10);
  static final String TEST_MERGE = "deadbeef".repeat(5);
  static final String CONFIG = "c0f1".repeat(10);
  static final String DIGEST =
      "sha256:9b1c42000000000000000000000000000000000000000000000000000000beef";
  static final String AMD = "sha256:" + "a".repeat(64);
  static final String ARM = "sha256:" + "b".repeat(64);
  static final String SHOP = "https://github.com/acme/shop";

  private Recorded() {}

  static byte[] body(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Delivery delivery(String tool, Map<String, String> headers, byte[] body) {
    return new Delivery(tool, new TreeMap<>(headers), body);
  }

  static Delivery gitHub(String kind, byte[] body) {
    return delivery(
        "github", Map.of("content-type", "application/json", "x-github-event", kind), body);
  }

  static Delivery gitHub(String kind, String resource) {
    return gitHub(kind, body("github/" + resource + ".json"));
  }

  static Delivery sent(String tool, String resource) {
    return delivery(tool, Map.of(), body(tool + "/" + resource + ".json"));
  }

  static Delivery with(Delivery delivery, String from, String to) {
    String text = new String(delivery.body(), UTF_8);
    assertThat(text).contains(from);
    return new Delivery(
        delivery.tool(), delivery.headers(), text.replace(from, to).getBytes(UTF_8));
  }

  static List<Event> events(Delivery delivery) {
    return switch (Adapters.read(delivery)) {
      case Interpretation.Events(var events, _) -> events;
      case Interpretation.Ignored(var why) -> throw new AssertionError("ignored: " + why);
      case Interpretation.Failed(var why) -> throw new AssertionError("failed: " + why);
    };
  }

  static Event only(Delivery delivery) {
    List<Event> events = events(delivery);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  static String ignored(Delivery delivery) {
    assertThat(Adapters.read(delivery)).isInstanceOf(Interpretation.Ignored.class);
    return ((Interpretation.Ignored) Adapters.read(delivery)).why();
  }

  static String failed(Delivery delivery) {
    assertThat(Adapters.read(delivery)).isInstanceOf(Interpretation.Failed.class);
    return ((Interpretation.Failed) Adapters.read(delivery)).why();
  }

  /// `4f2c1a9b -runs-> run:… (declared, same-commit)`, with commits and digests cut to eight
  /// digits.
  static List<String> edges(Event event) {
    return event.says().stream()
        .filter(Derivation.class::isInstance)
        .map(Derivation.class::cast)
        .map(edge ->
            "%s -%s-> %s (%s, %s)"
                .formatted(
                    cut(edge.from()),
                    edge.kind().word(),
                    cut(edge.to()),
                    edge.evidence().strength().word(),
                    edge.evidence().rule()))
        .toList();
  }

  private static String cut(Identity identity) {
    return switch (identity.kind()) {
      case "commit" -> identity.name().substring(0, 8);
      case "digest" -> identity.name().substring(0, 15);
      default -> identity.value();
    };
  }

  static Subject subject(Event event, NodeKind kind) {
    return subjects(event, kind).getFirst();
  }

  static List<Subject> subjects(Event event, NodeKind kind) {
    return event.says().stream()
        .filter(Subject.class::isInstance)
        .map(Subject.class::cast)
        .filter(subject -> subject.kind() == kind)
        .toList();
  }

  /// Everything that an event names, so that a test can say what it must not name.
  static String names(Event event) {
    return event.says().toString();
  }
}
