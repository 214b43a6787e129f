// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a CDEvent's type. A version that is not known, or missing, changes nothing.
///
/// ```
/// dev.cdevents.build.finished.0.3.0                  → build, finished
/// dev.cdeventsx.cairn-artifact.released.0.1.0        → artifact, released, made by cairn
/// ```
///
/// @param maker the tool of a custom type, empty for a type of the specification
public record CdEventType(String maker, String subject, String predicate) {
  private static final Pattern PLAIN =
      Pattern.compile("dev\\.cdevents\\.([a-z]+)\\.([a-z]+)(?:\\.[0-9A-Za-z.+-]*)?");
  private static final Pattern CUSTOM =
      Pattern.compile("dev\\.cdeventsx\\.([a-z0-9]+)-([a-z]+)\\.([a-z]+)(?:\\.[0-9A-Za-z.+-]*)?");

  public static Optional<CdEventType> parse(String type) {
    Matcher plain = PLAIN.matcher(type);
    if (plain.matches()) {
      return Optional.of(new CdEventType("", plain.group(1), plain.group(2)));
    }
    Matcher custom = CUSTOM.matcher(type);
    return custom.matches()
        ? Optional.of(new CdEventType(custom.group(1), custom.group(2), custom.group(3)))
        : Optional.empty();
  }

  /// Of what kind the subject is; empty for what is a place (a branch, a service that is gone).
  Optional<NodeKind> kind() {
    return switch (subject) {
      case "change" -> Optional.of(NodeKind.CHANGE);
      case "build", "pipelinerun", "taskrun" -> Optional.of(NodeKind.RUN);
      case "testcaserun", "testsuiterun", "testrun" -> Optional.of(NodeKind.TEST);
      case "testoutput" -> Optional.of(NodeKind.PUBLICATION);
      case "artifact" -> Optional.of(NodeKind.ARTIFACT);
      case "service" -> Optional.of(NodeKind.DEPLOYMENT);
      case "incident" -> Optional.of(NodeKind.INCIDENT);
      case "ticket" -> Optional.of(NodeKind.TICKET);
      case "approval" -> Optional.of(NodeKind.APPROVAL);
      case "finding" -> Optional.of(NodeKind.FINDING);
      case "environment", "repository", "branch" -> Optional.empty();
      default -> maker.isEmpty() ? Optional.empty() : Optional.of(NodeKind.RUN);
    };
  }
}
