// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Decision;
import dev.cairn.dispatch.Gate;
import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.Run.Answer;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Trigger;
import dev.cairn.dispatch.Wanted;
import dev.cairn.storage.Releases;
import dev.cairn.storage.Views;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What follows from the end of a run, in the transaction that records it.
final class Completion {
  private final Consequences consequences;
  private final InstantSource clock;

  Completion(Consequences consequences, InstantSource clock) {
    this.consequences = consequences;
    this.clock = clock;
  }

  Answer complete(Views tx, String id, ObjectNode told) {
    Instant now = clock.instant();
    Run.Result result;
    try {
      result =
          Run.Result.of(
              told.path("status").asString(""),
              told.path("reason").asString(""),
              told.path("at").asString(""));
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, e.getMessage(), e);
    }
    Answer answer =
        tx.runs().complete(id, told.path("fence").asLong(-1), result, Json.text(told), now);
    if (answer instanceof Answer.Kept(var run)) {
      switch (run.wanted().work()) {
        case Wanted.Work.Load _ -> loaded(tx, run, told, now);
        case Wanted.Work.Call _ -> called(tx, run, told, now);
      }
    }
    return answer;
  }

  private void loaded(Views tx, Run run, ObjectNode told, Instant now) {
    String bundle = run.wanted().version().bundle().name();
    String key = run.wanted().version().key();
    Catalogue.Change change =
        told.has("table")
            ? new Catalogue.Change.Loaded(
                bundle, key, TaskTable.parse(Json.text(told.path("table"))))
            : new Catalogue.Change.Refused(bundle, key, run.reason(), run.at());
    tx.catalogue().append(change);
    tx.outbox().add(OwnEvents.loaded(run));
    List<Decision> decisions = consequences.dispatch().loaded(bundle, key, consequences.state(tx));
    consequences.told(tx, tx.dispatching().carryOut(decisions, now));
    tx.dispatching().forgetAwaiting(bundle, key);
    consequences.judgeAll(tx, now);
  }

  private void called(Views tx, Run run, ObjectNode told, Instant now) {
    tx.outbox().add(OwnEvents.finished(run, told));
    for (JsonNode emit : told.path("emits")) {
      OwnEvents.emitted(run, emit).ifPresent(tx.outbox()::add);
    }
    JsonNode verdict = told.path("verdict");
    if (verdict.isObject() && run.wanted().artifact().isPresent()) {
      judged(tx, run, verdict, now);
    }
  }

  /// A verdict that comes after a later one of the same task opens and closes nothing.
  private static void findings(Views tx, Run run, JsonNode verdict) {
    String digest = run.wanted().artifact().orElseThrow();
    List<Long> others =
        tx.releases().verdicts(digest).stream()
            .filter(it ->
                it.bundle().equals(run.wanted().key().bundle())
                    && it.task().equals(run.wanted().name())
                    && it.number() != run.number())
            .map(Gate.Verdict::number)
            .toList();
    Optional<Long> newest = others.stream().max(Comparator.naturalOrder());
    if (newest.filter(it -> it > run.number()).isEmpty()) {
      Optional<JsonNode> before =
          newest.flatMap(it -> tx.releases().verdictJson(it, digest)).map(Json::read);
      OwnEvents.findings(run, before, verdict).forEach(tx.outbox()::add);
    }
  }

  /// A verdict is a fact: it comes from a lease. A gate task's counts for the gate; one on what is
  /// live opens findings.
  private void judged(Views tx, Run run, JsonNode verdict, Instant now) {
    String digest = run.wanted().artifact().orElseThrow();
    tx.releases()
        .verdict(
            new Gate.Verdict(
                run.wanted().key().bundle(),
                run.wanted().name(),
                digest,
                run.number(),
                verdict.path("passed").asBoolean(false),
                verdict.path("reason").asString("")),
            Json.text(verdict),
            now);
    boolean live = run.wanted().triggers().stream().anyMatch(it -> it.type() == Trigger.Type.LIVE);
    if (live) {
      findings(tx, run, verdict);
    }
    for (Releases.Artifact artifact : tx.releases().artifacts(digest)) {
      if (!artifact.released()) {
        consequences.judge(tx, artifact.published(), now);
      }
    }
  }
}
