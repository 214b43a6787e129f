// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Ancestry;
import dev.cairn.dispatch.Decision;
import dev.cairn.dispatch.Dispatch;
import dev.cairn.dispatch.Gate;
import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import dev.cairn.events.Event;
import dev.cairn.inbox.Delivery;
import dev.cairn.storage.Environments;
import dev.cairn.storage.Views;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What follows from events that are new: runs, the gate, what is desired. Called within the
/// transaction that joins them; what it needs from Git is read before.
final class Consequences {
  private final Dispatch dispatch;
  private final Gate gate;
  private final Repositories repositories;
  private final Bell work;
  private final InstantSource clock;

  /// What was read outside of the transaction.
  ///
  /// @param desired what a config commit asks for
  /// @param ancestry the order of a push's commits
  /// @param unread why it can't be read, if so: then nothing follows from it
  record Prepared(
      List<Environments.Desired> desired, List<Ancestry> ancestry, Optional<String> unread) {
    static final Prepared NOTHING = new Prepared(List.of(), List.of(), Optional.empty());

    static Prepared unread(String why) {
      return new Prepared(List.of(), List.of(), Optional.of(why));
    }
  }

  /// @param work rings when there may be a run to lease, or something new is desired
  Consequences(
      Dispatch dispatch, Gate gate, Repositories repositories, Bell work, InstantSource clock) {
    this.dispatch = dispatch;
    this.gate = gate;
    this.repositories = repositories;
    this.work = work;
    this.clock = clock;
  }

  /// Reads what Git has to say of a delivery.
  Prepared prepare(Delivery delivery, List<Event> events) throws IOException {
    if (!delivery.tool().equals("git")) {
      return Prepared.NOTHING;
    }
    try {
      var push = Json.read(delivery.body().text());
      Optional<String> missing = repositories.missing(push);
      if (missing.isPresent()) {
        return Prepared.unread(missing.get());
      }
      for (Event event : events) {
        for (Trigger trigger : Trigger.of(event)) {
          repositories.learn(trigger.text("repository"), trigger.text("commit"));
        }
      }
      return new Prepared(
          repositories.desired(push, clock.instant()),
          Repositories.ancestry(push),
          Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("read what was pushed: interrupted", e);
    }
  }

  /// @param tool who brought them: only the watcher, which has read the repository itself, moves a
  ///   bundle's version; what others say of a configured repository makes it look there
  void follow(Views tx, String tool, List<Event> events, Prepared prepared) {
    Instant now = clock.instant();
    tx.dispatching().order(prepared.ancestry());
    prepared.desired().forEach(it -> tx.environments().desire(it));
    for (Event event : events) {
      for (Trigger trigger : Trigger.of(event)) {
        if (trigger.type().isChange()
            && !tool.equals("git")
            && repositories.heard(trigger.text("repository"))) {
          continue;
        }
        List<Decision> decisions = dispatch.decide(trigger, state(tx));
        told(tx, tx.dispatching().carryOut(trigger, decisions, now));
        if (trigger.type() == Trigger.Type.ARTIFACT_PUBLISHED
            && event.id().source().equals(Dispatch.OWN)) {
          judge(tx, trigger, now);
        }
      }
      if (event.type().startsWith("dev.cdeventsx.cairn-advisories.updated")) {
        tx.progress().advisories(OwnEvents.advisories(event), event.time());
        told(tx, tx.dispatching().carryOut(dispatch.advisoriesUpdated(state(tx)), now));
      }
    }
    work.ring();
  }

  /// Runs that were superseded never start, so it is said here that they have ended.
  void told(Views tx, List<Run> runs) {
    for (Run run : runs) {
      if (run.status() == RunStatus.SUPERSEDED) {
        tx.outbox().add(OwnEvents.ended(run));
      }
    }
  }

  /// The gate looks at an artifact again: after its push, and after each verdict on it.
  void judge(Views tx, Trigger published, Instant now) {
    String digest = published.artifact().orElseThrow();
    switch (gate.judge(published, tx.catalogue().now(), current(tx, digest))) {
      case Gate.Ruling.Hold hold -> {
        Optional<String> before =
            tx.releases().artifact(published.text("repository"), digest).map(it -> it.reason());
        tx.releases().hold(published, hold.reason(), now);
        boolean released =
            tx.releases()
                .artifact(published.text("repository"), digest)
                .filter(it -> it.released())
                .isPresent();
        if (!released && !before.equals(Optional.of(hold.reason()))) {
          tx.outbox().add(OwnEvents.held(published, hold, now));
        }
      }
      case Gate.Ruling.Release release -> {
        if (tx.releases().release(published, now)) {
          tx.outbox().add(OwnEvents.released(published, release, now));
        }
      }
    }
  }

  /// A verdict that was given with other advisories than today's does not count: the scan is made
  /// anew.
  private static List<Gate.Verdict> current(Views tx, String digest) {
    Optional<String> today = tx.progress().advisories();
    return tx.releases().verdicts(digest).stream()
        .filter(verdict ->
            tx.runs()
                .find(verdict.run())
                .flatMap(run -> run.wanted().advisories())
                .filter(then -> !Optional.of(then).equals(today))
                .isEmpty())
        .toList();
  }

  State state(Views tx) {
    return tx.dispatching().state(repositories::folder);
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /// Looks again at everything that is held: after a gate bundle was loaded or dropped.
  void judgeAll(Views tx, Instant now) {
    for (Trigger published : tx.releases().held()) {
      judge(tx, published, now);
    }
  }

  static Consequences of(Repositories repositories, Bell work, InstantSource clock) {
    return new Consequences(new Dispatch(), new Gate(), repositories, work, clock);
  }
}
