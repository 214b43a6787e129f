// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.Optional;
import java.util.Set;

/// What Cairn says of the services of its environments.
final class ServiceEvents {
  private ServiceEvents() {}

  /// @param type without its version
  /// @param status a word of the closed list, of the deployment
  private record Word(String type, String status) {}

  static Optional<Event> of(ServiceReport report) {
    return word(report).flatMap(word -> event(report, word));
  }

  private static Optional<Word> word(ServiceReport report) {
    return switch (report.state()) {
      case "starting" -> Optional.of(own("starting", "running"));
      case "healthy" -> Optional.of(new Word(upgraded(report), "live"));
      case "restarted" -> Optional.of(own("restarted", "live"));
      case "failed" -> Optional.of(own("failed", "failed"));
      case "gone" -> Optional.of(own("drifted", "drifted"));
      case "repaired" -> Optional.of(own("repaired", "repaired"));
      case "stopped" -> Optional.of(new Word("dev.cdevents.service.removed.0.3.0", "superseded"));
      default -> Optional.empty();
    };
  }

  private static Word own(String predicate, String status) {
    return new Word("dev.cdeventsx.cairn-service.%s.0.1.0".formatted(predicate), status);
  }

  private static String upgraded(ServiceReport report) {
    if (report.rollback()) {
      return "dev.cdevents.service.rolledback.0.3.0";
    }
    return report.previous().isEmpty()
        ? "dev.cdevents.service.deployed.0.3.0"
        : "dev.cdevents.service.upgraded.0.3.0";
  }

  private static Optional<Event> event(ServiceReport report, Word word) {
    return Identity.ofDigest(report.digest())
        .map(artifact -> {
          var says = says(report, word, artifact);
          says.data("environment", report.environment())
              .data("service", report.service())
              .data("digest", report.digest())
              .data("name", report.name())
              .data("url", report.url())
              .data("before", report.previous().orElse(""))
              .data("configCommit", report.configCommit())
              .data("state", report.state());
          return says.event(
              "service/%s/%s".formatted(report.place(), report.id()),
              word.type(),
              report.time(),
              report.place());
        });
  }

  private static Says says(ServiceReport report, Word word, Identity artifact) {
    var deployment = Says.deployment(report.place(), report.digest(), report.configCommit());
    var says =
        new Says()
            .subject(
                NodeKind.DEPLOYMENT,
                Set.of(deployment),
                Set.of(
                    Identity.environment(report.environment()),
                    Identity.service(report.environment(), report.service())),
                Says.Facts.of("title", report.service())
                    .with("status", word.status())
                    .with("reason", report.reason())
                    .with("tool", "cairn")
                    .with("url", report.url())
                    .with("environment", report.environment())
                    .with("service", report.service())
                    .with("started", report.time().toString())
                    .with(
                        "finished",
                        report.state().equals("healthy") ? report.time().toString() : ""))
            .edge(
                artifact,
                deployment,
                EdgeKind.DEPLOYED_BY,
                "own-environment",
                "the deployment runs this artifact");
    Identity.ofCommit(report.configCommit())
        .ifPresent(commit ->
            says.edge(
                commit,
                deployment,
                EdgeKind.DEPLOYED_BY,
                "own-environment",
                "the environment was made equal to this commit"));
    return says;
  }
}
