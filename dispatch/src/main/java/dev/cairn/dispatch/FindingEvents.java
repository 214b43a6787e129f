// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a look at a live artifact opens and closes: the difference to the look before.
///
/// ```
/// r-17  found CAIRN-DEMO-2, first of all   finding/CAIRN-DEMO-2/9f86…               opened
/// r-20  it is not there                    finding/CAIRN-DEMO-2/9f86…/closed/r-20   closed
/// r-23  it is there again                  finding/CAIRN-DEMO-2/9f86…/r-23          opened
/// ```
final class FindingEvents {
  private FindingEvents() {}

  static List<Event> of(Run run, Optional<JsonNode> before, JsonNode verdict) {
    var digest = run.wanted().artifact().orElse("");
    if (Identity.ofDigest(digest).isEmpty()) {
      return List.of();
    }
    var found = byAdvisory(verdict);
    var known = before.map(FindingEvents::byAdvisory).orElse(found);
    var events = new ArrayList<Event>();
    found.forEach((advisory, told) -> {
      var occasion = known.containsKey(advisory) ? "" : "/" + run.id();
      events.add(opened(run, digest, told, occasion));
    });
    known.keySet().stream()
        .filter(advisory -> !found.containsKey(advisory))
        .forEach(advisory -> events.add(closed(run, digest, advisory)));
    return events;
  }

  private static SortedMap<String, JsonNode> byAdvisory(JsonNode verdict) {
    var found = new TreeMap<String, JsonNode>();
    for (var told : verdict.path("findings")) {
      var advisory = JsonNodes.text(told, "id");
      if (!advisory.isEmpty()) {
        found.put(advisory, told);
      }
    }
    return found;
  }

  private static Event closed(Run run, String digest, String advisory) {
    var finding = Says.finding(advisory, digest);
    var time = run.finished().orElse(run.created());
    return new Says()
        .subject(
            NodeKind.FINDING,
            finding,
            Says.Facts.of("title", advisory)
                .with("status", "passed")
                .with("reason", "%s finds it no more".formatted(run.wanted().name()))
                .with("finished", time.toString()))
        .edge(
            Says.run(run),
            finding,
            EdgeKind.REPORTED_BY,
            "own-run",
            "%s did not find it any more".formatted(run.id()))
        .data("digest", digest)
        .data("advisory", advisory)
        .event(
            "finding/%s/%s/closed/%s".formatted(advisory, Says.hex(digest), run.id()),
            "dev.cdeventsx.cairn-finding.closed.0.1.0",
            time,
            advisory);
  }

  /// @param occasion empty for the first time
  private static Event opened(Run run, String digest, JsonNode told, String occasion) {
    var advisory = JsonNodes.text(told, "id");
    var severity = JsonNodes.text(told, "severity");
    var fixed = JsonNodes.text(told, "fixed");
    var about =
        "%s, %s, in %s%s"
            .formatted(
                advisory,
                severity.toLowerCase(Locale.ROOT),
                named(told),
                fixed.isEmpty() ? "" : ", fixed in " + fixed);
    var finding = Says.finding(advisory, digest);
    var time = run.finished().orElse(run.created());
    var trigger = run.wanted().triggers().getFirst();
    return new Says()
        .subject(
            NodeKind.FINDING,
            finding,
            Says.Facts.of("title", advisory)
                .with("status", "flagged")
                .with("reason", about)
                .with("tool", "cairn")
                .with("owner", run.wanted().version().bundle().team())
                .with("started", time.toString())
                .with("fact.severity", severity)
                .with("fact.package", JsonNodes.text(told, "package"))
                .with("fact.fixed", fixed)
                .with("fact.summary", JsonNodes.text(told, "summary")))
        .edge(
            Identity.digest(digest),
            finding,
            EdgeKind.SCANNED_BY,
            "own-run",
            "%s found it in this artifact".formatted(run.id()))
        .edge(
            Says.run(run),
            finding,
            EdgeKind.REPORTED_BY,
            "own-run",
            "%s reported it".formatted(run.id()))
        .data("digest", digest)
        .data("name", trigger.text("artifact"))
        .data("environment", trigger.text("environment"))
        .data("advisory", advisory)
        .data("severity", severity)
        .event(
            "finding/%s/%s%s".formatted(advisory, Says.hex(digest), occasion),
            "dev.cdeventsx.cairn-finding.opened.0.1.0",
            time,
            advisory);
  }

  /// `dev.example:currencies 2.3.0`; the package URL, which has the version, where no name is told.
  private static String named(JsonNode told) {
    var name = JsonNodes.text(told, "name");
    return name.isEmpty()
        ? JsonNodes.text(told, "package")
        : (name + " " + JsonNodes.text(told, "version")).strip();
  }
}
