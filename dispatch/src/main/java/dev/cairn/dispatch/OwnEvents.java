// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Gate.Ruling;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.PackageUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What Cairn itself says, as events: they go into the outbox in the transaction that decides them,
/// and come back through the inbox like everybody's. What they say of the graph stands in
/// `data.customData.says`, which only tool `cairn` may use.
///
/// ```json
/// {"specversion":"1.0","source":"cairn","id":"run/r-12/finished/1",
///  "type":"dev.cdevents.taskrun.finished.0.3.0","time":"2026-11-21T14:03:12Z",
///  "data":{"context":{…},"subject":{"id":"r-12",…},
///   "customData":{"says":[{"subject":"run","identities":["run:cairn/r-12"],…},
///                          {"from":"commit:4f2c…","to":"run:cairn/r-12","kind":"runs",…}]}}}
/// ```
public final class OwnEvents {
  private static final String ADVISORIES = "dev.cdeventsx.cairn-advisories.updated.0.1.0";

  private OwnEvents() {}

  /// A worker has the run.
  public static Event started(Run run) {
    return RunEvents.started(run);
  }

  /// The run has ended.
  ///
  /// @param told the worker's word: `verdict`, `emits`, `artifacts`
  public static Event finished(Run run, JsonNode told) {
    return RunEvents.finished(run, told);
  }

  /// The run has ended by the server's own decision: superseded, cancelled, its worker lost.
  public static Event ended(Run run) {
    return RunEvents.ended(run);
  }

  /// The run waits again: its worker was lost, or a person repeats it.
  public static Event again(Run run, Instant now) {
    return RunEvents.again(run, now);
  }

  /// A bundle's load has ended.
  public static Event loaded(Run run) {
    return RunEvents.loaded(run);
  }

  /// What a plan emitted; empty for what somebody else says: the registry of a push, the
  /// environment of a deployment.
  public static Optional<Event> emitted(Run run, JsonNode emit) {
    return RunEvents.emitted(run, emit);
  }

  /// What a worker reports of a service.
  public static Optional<Event> service(ServiceReport report) {
    return ServiceEvents.of(report);
  }

  /// A push to Cairn's own registry.
  ///
  /// @param repository `shop`, `team/shop`
  /// @param tag empty if it was pushed by digest only
  /// @param manifests of an index: its platforms' manifests
  /// @param platforms of an index: `amd64`, `arm64`
  public record Publication(
      String repository,
      String tag,
      String digest,
      String mediaType,
      List<String> manifests,
      List<String> platforms) {
    public Publication {
      manifests = List.copyOf(manifests);
      platforms = List.copyOf(platforms);
    }

    String name() {
      return repository.substring(repository.lastIndexOf('/') + 1);
    }

    String reference() {
      return tag.isEmpty() ? repository + "@" + digest : repository + ":" + tag;
    }

    String title() {
      return name() + "@" + Says.hex(digest).substring(0, 6);
    }
  }

  /// @param run the run that pushed it, if one did
  public static Event published(Publication publication, Optional<Run> run, Instant now) {
    var digest = publication.digest();
    var artifact = Identity.digest(digest);
    var commit = run.flatMap(pusher -> pusher.wanted().change());
    var says =
        new Says()
            .subject(
                NodeKind.ARTIFACT,
                Identity.ofArtifact(PackageUrl.oci(publication.repository(), digest).canonical()),
                Set.of(),
                Says.Facts.of("title", publication.title())
                    .with("status", "passed")
                    .with("tool", "cairn")
                    .with("finished", now.toString())
                    .with("owner", run.map(by -> by.wanted().version().bundle().team()).orElse(""))
                    .with("fact.reference", publication.reference())
                    .with("fact.platforms", String.join(", ", publication.platforms()))
                    .with("fact.mediaType", publication.mediaType()));
    run.ifPresent(by ->
        says.edge(
            Says.run(by),
            artifact,
            EdgeKind.BUILT_FROM,
            "own-run",
            "%s pushed it with its lease".formatted(by.id())));
    commit
        .flatMap(Identity::ofCommit)
        .ifPresent(origin ->
            says.edge(
                origin,
                artifact,
                EdgeKind.BUILT_FROM,
                "own-run",
                "it was pushed by the run of this commit"));
    for (var part : publication.manifests()) {
      Identity.ofDigest(part)
          .ifPresent(manifest ->
              says.subject(NodeKind.ARTIFACT, manifest, Says.Facts.none())
                  .edge(
                      artifact,
                      manifest,
                      EdgeKind.CONTAINS,
                      "index",
                      "the index names this manifest"));
    }
    says.data("digest", digest)
        .data("name", publication.name())
        .data("reference", publication.repository())
        .data("repository", publication.repository())
        .data("tag", publication.tag())
        .data("commit", commit.orElse(""))
        .data("run", run.map(Run::id).orElse(""));
    return says.event(
        "registry/%s/%s/%s/%s"
            .formatted(
                publication.repository(),
                publication.tag().isEmpty() ? "@" : publication.tag(),
                Says.hex(digest),
                run.map(Run::id).orElse(now.toString())),
        "dev.cdevents.artifact.published.0.3.0",
        now,
        PackageUrl.oci(publication.repository(), digest).canonical());
  }

  /// The gate stays shut, and why.
  public static Event held(Trigger published, Ruling.Hold hold, Instant now) {
    var digest = published.artifact().orElseThrow();
    var failed =
        hold.missing().stream()
            .filter(Gate.Missing.Failed.class::isInstance)
            .map(missing -> ((Gate.Missing.Failed) missing).verdict())
            .toList();
    var says = gate(digest, "held", hold.reason(), failed);
    release(says, published, digest);
    return says.event(
        "gate/release/%s/%s/held/%s".formatted(published.text("repository"), Says.hex(digest), now),
        "dev.cdeventsx.cairn-artifact.held.0.1.0",
        now,
        digest);
  }

  /// The gate is open.
  public static Event released(Trigger published, Ruling.Release release, Instant now) {
    var digest = published.artifact().orElseThrow();
    var says = gate(digest, "passed", "", release.counted());
    release(says, published, digest);
    return says.event(
        "gate/release/%s/%s/released/%s"
            .formatted(published.text("repository"), Says.hex(digest), published.occasion()),
        "dev.cdeventsx.cairn-artifact.released.0.1.0",
        now,
        digest);
  }

  private static Says gate(
      String digest, String status, String reason, List<Gate.Verdict> verdicts) {
    var gate = Says.gate(digest);
    var says =
        new Says()
            .subject(
                NodeKind.GATE,
                gate,
                Says.Facts.of("title", Gate.RELEASE)
                    .with("status", status)
                    .with("reason", reason)
                    .with("tool", "cairn"))
            .edge(
                Identity.digest(digest),
                gate,
                EdgeKind.APPROVED_BY,
                "own-gate",
                "the gate judges this artifact");
    for (var verdict : verdicts) {
      says.edge(
          Identity.run("cairn/" + verdict.run()),
          gate,
          EdgeKind.REPORTED_BY,
          "own-gate",
          "%s %s".formatted(verdict.task(), verdict.passed() ? "passed" : "failed"));
    }
    return says;
  }

  private static void release(Says says, Trigger published, String digest) {
    says.data("gate", Gate.RELEASE)
        .data("digest", digest)
        .data("name", published.text("artifact"))
        .data("repository", published.text("repository"))
        .data("commit", published.change().orElse(""))
        .data("occasion", published.occasion());
  }

  /// What a task that looks at a live artifact found in it, and what it finds no more; one event
  /// for each advisory, until that is gone and comes back.
  ///
  /// @param before the task's last verdict on this artifact
  /// @param verdict the worker's: `findings` with `id`, `severity`, `package`, `summary`
  public static List<Event> findings(Run run, Optional<JsonNode> before, JsonNode verdict) {
    return FindingEvents.of(run, before, verdict);
  }

  /// There are new advisories.
  ///
  /// @param digest of the folder that holds them
  public static Event advisoriesUpdated(String digest, int count, Instant now) {
    return new Says()
        .data("digest", digest)
        .data("count", Integer.toString(count))
        .event("advisories/%s/%s".formatted(Says.hex(digest), now), ADVISORIES, now, digest);
  }

  /// The digest of such an event.
  public static String advisories(Event event) {
    return JsonNodes.text(JsonNodes.object(event.json()).path("data").path("customData"), "digest");
  }
}
