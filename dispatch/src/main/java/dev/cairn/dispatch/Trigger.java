// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An event in the form that a task's parameter has (CONTRACT of the SDK, `sdk.event`).
///
/// ```json
/// {"type":"ChangeMerged","fields":{"branch":"main","commit":"4f2c…","repository":"/git/shop.git",…},
///  "subject":"commit:4f2c…","change":"4f2c…","source":"git","id":"…","time":"2026-11-21T14:03:12Z"}
/// ```
///
/// @param fields what the parameter holds, and what `@When` may speak of
/// @param subject what it is about: a task has one run per subject
/// @param occasion what made it happen again for the same subject; effects and probes count it too,
///   so an image that comes back by a revert is promoted again, but not judged again
/// @param artifact the digest that it is about
/// @param change the commit that it is about, or that its artifact was built from
public record Trigger(
    Type type,
    SortedMap<String, Field> fields,
    String subject,
    String occasion,
    Optional<String> artifact,
    Optional<String> change,
    EventId event,
    Instant time) {
  public Trigger {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /// The parameter types that events fill in, each with its fields.
  public enum Type {
    CHANGE_MERGED("ChangeMerged", "id repository branch commit author message"),
    CHANGE_PROPOSED("ChangeProposed", "id repository branch commit author title url"),
    TAG_PUSHED("TagPushed", "repository name commit"),
    ARTIFACT_PUBLISHED("ArtifactPublished", "artifact reference repository tag"),
    ARTIFACT_RELEASED("ArtifactReleased", "artifact gate repository"),
    LIVE("Live", "artifact environment service"),
    SERVICE_UPGRADED("ServiceUpgraded", "environment service artifact url before rollback first"),
    TEST_SUITE_FINISHED("TestSuiteFinished", "suite outcome artifact environment"),
    FINDING_OPENED("FindingOpened", "artifact environment advisory severity");

    private final String word;
    private final String fields;

    Type(String word, String fields) {
      this.word = word;
      this.fields = fields;
    }

    /// The SDK's name of it: `ChangeMerged`.
    public String word() {
      return word;
    }

    public List<String> fields() {
      return List.of(fields.split(" "));
    }

    /// Whether it speaks of a repository's own change, which its own bundle answers.
    public boolean isChange() {
      return this == CHANGE_MERGED || this == CHANGE_PROPOSED || this == TAG_PUSHED;
    }

    public static Optional<Type> named(String word) {
      for (var type : values()) {
        if (type.word.equals(word)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /// A value of a field.
  public sealed interface Field {
    record Text(String value) implements Field {}

    record Flag(boolean value) implements Field {}

    /// @param digest `sha256:<64 hex>`
    record Artifact(String name, String digest) implements Field {}

    /// The event does not say: `before` of a first deployment.
    record None() implements Field {}
  }

  /// The triggers of an event: none, for most types; one, for those of [Type].
  public static List<Trigger> of(Event event) {
    return Reading.of(event);
  }

  /// What runs now at a service, for tasks that look at it for as long as it does.
  ///
  /// @param place `production/shop`
  public static Trigger live(String place, Field.Artifact artifact, Instant since) {
    int slash = place.indexOf('/');
    var subject = place + "/" + artifact.digest();
    var fields = new TreeMap<String, Field>();
    fields.put("environment", new Field.Text(place.substring(0, slash)));
    fields.put("service", new Field.Text(place.substring(slash + 1)));
    fields.put("artifact", artifact);
    return new Trigger(
        Type.LIVE,
        fields,
        subject,
        "",
        Optional.of(artifact.digest()),
        Optional.empty(),
        new EventId(Dispatch.OWN, "live/" + subject),
        since);
  }

  public static Trigger parse(String json) {
    return TriggerJson.trigger(JsonNodes.object(json));
  }

  public String json() {
    return TriggerJson.json(this).toString();
  }

  /// The text of a field; empty where there is none. An artifact's is its name.
  public String text(String field) {
    return switch (fields.getOrDefault(field, new Field.None())) {
      case Field.Text(var value) -> value;
      case Field.Flag(var value) -> String.valueOf(value);
      case Field.Artifact(var name, var _) -> name;
      case Field.None _ -> "";
    };
  }
}
