// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;
import java.util.Optional;

/// How the subject of a CDEvent fares, as a word of CONTRACT.md's closed list: by what happened
/// (`started`) and by its outcome, however a version of CDEvents spells it.
final class CdEventStatus {
  private CdEventStatus() {}

  static Optional<String> word(CdEventContext context, NodeKind kind) {
    return switch (context.type().predicate()) {
      case "queued" -> Optional.of("queued");
      case "started" -> Optional.of("running");
      case "skipped" -> Optional.of("passed");
      case "finished" -> Optional.of(finished(context));
      case "created", "updated", "reviewed" -> open(context, kind);
      case "merged", "packaged", "published", "signed" ->
          kind == NodeKind.DEPLOYMENT ? Optional.empty() : Optional.of("passed");
      case "abandoned" -> Optional.of("refused");
      case "deployed", "upgraded", "rolledback" -> Optional.of("live");
      case "detected", "reported" -> Optional.of("flagged");
      case "resolved" -> Optional.of("repaired");
      case "closed" -> Optional.of(closed(context, kind));
      default -> Optional.empty();
    };
  }

  /// Only where the word is not a good one, or something was left out.
  static Optional<String> reason(CdEventContext context, NodeKind kind) {
    Json content = context.content();
    return switch (context.type().predicate()) {
      case "finished" ->
          finished(context).equals("passed")
              ? Optional.empty()
              : firstLine(
                  content
                      .text("reason")
                      .or(() -> content.text("errors"))
                      .or(() -> content.text("outcome"))
                      .or(() -> Optional.of("finished without an outcome")));
      case "skipped" ->
          firstLine(content.text("reason").map(text -> "skipped: " + text))
              .or(() -> Optional.of("skipped"));
      case "abandoned" -> Optional.of("closed without being merged");
      case "created", "updated", "reviewed" ->
          kind == NodeKind.CHANGE ? Optional.of("open, not merged yet") : Optional.empty();
      case "detected", "reported" -> firstLine(content.text("description"));
      case "closed" ->
          closed(context, kind).equals("refused")
              ? firstLine(content.text("decision").or(() -> content.text("status")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String finished(CdEventContext context) {
    Optional<String> outcome =
        context.content().text("outcome").map(text -> text.toLowerCase(Locale.ROOT));
    if (outcome.isEmpty()) {
      return context.type().subject().equals("build") ? "passed" : "unknown";
    }
    return switch (outcome.get()) {
      case "success", "succeeded", "pass", "passed" -> "passed";
      case "failure", "failed", "fail", "error", "cancel", "canceled", "cancelled" -> "failed";
      default -> "unknown";
    };
  }

  private static Optional<String> open(CdEventContext context, NodeKind kind) {
    return switch (kind) {
      case CHANGE, TICKET -> Optional.of("waiting");
      case APPROVAL ->
          Optional.of(
              context.content().text("decision").isPresent() ? closed(context, kind) : "waiting");
      case RUN, COMMIT, CONFIG_COMMIT, ARTIFACT, DEPLOYMENT, TEST -> Optional.empty();
      case VERDICT, GATE, FINDING, INCIDENT, PUBLICATION -> Optional.empty();
    };
  }

  private static String closed(CdEventContext context, NodeKind kind) {
    if (kind != NodeKind.APPROVAL) {
      return "passed";
    }
    String decision =
        context
            .content()
            .text("decision")
            .or(() -> context.content().text("status"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return switch (decision) {
      case "approved" -> "passed";
      case "" -> "unknown";
      default -> "refused";
    };
  }

  private static Optional<String> firstLine(Optional<String> text) {
    return text.flatMap(whole -> whole.strip().lines().findFirst());
  }
}
