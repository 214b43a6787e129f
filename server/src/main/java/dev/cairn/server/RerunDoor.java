// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.storage.Storage;
import dev.cairn.storage.Views;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// `POST /api/runs/{id}/rerun`: a person repeats a run that did not pass. It is the same run, with
/// the same events and the same version of its bundle, in its next attempt; the log of the one
/// before is kept.
final class RerunDoor {
  private final Storage storage;
  private final RunsDoor runs;
  private final RunLogs logs;
  private final Consequences consequences;
  private final Parts parts;

  /// @param work rings when there is something to lease
  record Parts(Bell work, InstantSource clock) {}

  RerunDoor(Storage storage, RunsDoor runs, RunLogs logs, Consequences consequences, Parts parts) {
    this.storage = storage;
    this.runs = runs;
    this.logs = logs;
    this.consequences = consequences;
    this.parts = parts;
  }

  /// A program is told the run as it is now, a form is led to its page.
  ///
  /// @throws Problem 409 if there is nothing to repeat
  void rerun(Exchange exchange) {
    String id = runs.find(exchange).id();
    Instant now = parts.clock().instant();
    Run again = storage.transaction(tx -> again(tx, id, now));
    parts.work().ring();
    if (exchange.isOfBrowser()) {
      exchange.response().header(HeaderNames.LOCATION, "/runs/" + id);
      exchange.empty(303);
    } else {
      exchange.json(202, runs.json(again));
    }
  }

  private Run again(Views tx, String id, Instant now) {
    Run run = tx.runs().find(id).orElseThrow();
    Optional<String> refusal = consequences.dispatch().whyNotAgain(run, consequences.state(tx));
    if (refusal.isPresent()) {
      throw Problem.of(409, "rerun %s: %s".formatted(id, refusal.get()));
    }
    Run again = run.rerun(now).orElseThrow();
    try {
      logs.setAside(id, run.attempt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tx.runs().put(again);
    tx.outbox().add(OwnEvents.again(again, now));
    return again;
  }
}
