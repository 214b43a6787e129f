// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.ServiceReport;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Joining;
import dev.cairn.journeys.Receipt;
import dev.cairn.journeys.Status;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.storage.Environments.Actual;
import dev.cairn.storage.Environments.Desired;
import dev.cairn.storage.Storage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page of environments says of a service, of what was stored.
class EnvironmentViewsIT {
  private static final Instant T = Instant.parse("2026-11-22T06:00:00Z");
  private static final String NEXT = "sha256:" + "5d9a".repeat(16);
  private static final String CONFIG = "0f3a".repeat(10);

  private final Storage storage;
  private final Configuration configuration;

  EnvironmentViewsIT(@TempDir Path data) {
    this.storage = Storage.open(data);
    this.configuration = Sample.localShop(data);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void whatIsLiveAndWellIsLive() {
    live("1", Sample.DIGEST, T);

    assertThat(shop().status()).isEqualTo(Status.LIVE);
    assertThat(shop().reason()).isEmpty();
  }

  @Test
  void anOpenFindingFlagsWhatIsLiveAsItsJourneyDoes() {
    live("1", Sample.DIGEST, T);
    find("CAIRN-DEMO-2026-0002", Sample.DIGEST);

    assertThat(shop().status()).isEqualTo(Status.FLAGGED);
    assertThat(shop().reason())
        .contains("CAIRN-DEMO-2026-0002, critical, in dev.example:currencies 2.3.0");
    assertThat(shop().journey()).isPresent();
  }

  @Test
  void whatReplacedItIsNotFlagged() {
    live("1", Sample.DIGEST, T);
    find("CAIRN-DEMO-2026-0002", Sample.DIGEST);
    live("2", NEXT, T.plusSeconds(60));

    assertThat(shop().status()).isEqualTo(Status.LIVE);
    assertThat(shop().reason()).isEmpty();
  }

  private Cell.Running shop() {
    var freshness =
        new EnvironmentViews.Freshness() {
          @Override
          public Optional<Instant> desired() {
            return Optional.of(T);
          }

          @Override
          public Optional<Instant> actual() {
            return Optional.of(T);
          }
        };
    Cell cell =
        new EnvironmentViews(storage, configuration, freshness)
            .view()
            .services()
            .getFirst()
            .cells()
            .getFirst();
    assertThat(cell).isInstanceOf(Cell.Running.class);
    return (Cell.Running) cell;
  }

  private void live(String id, String digest, Instant at) {
    storage.transaction(tx -> {
      tx.environments()
          .desire(
              new Desired("production", "shop", Optional.of(digest), "shop@" + digest, CONFIG, at));
      tx.environments()
          .report(
              id,
              new Actual(
                  "production",
                  "shop",
                  "healthy",
                  Optional.of(digest),
                  "shop",
                  CONFIG,
                  "",
                  1,
                  Optional.empty(),
                  "",
                  at,
                  at));
      return true;
    });
    join(
        OwnEvents.service(
                new ServiceReport(
                    id,
                    "production",
                    "shop",
                    "healthy",
                    digest,
                    "shop",
                    CONFIG,
                    Optional.empty(),
                    false,
                    "",
                    "",
                    at))
            .orElseThrow());
  }

  /// As a task says it that looks at what is live.
  private void find(String advisory, String digest) {
    Identity finding = Identity.run("cairn/finding/" + advisory + "/" + digest.substring(7));
    var said = new TreeMap<String, String>();
    said.put("title", advisory);
    said.put("status", "flagged");
    said.put("reason", advisory + ", critical, in dev.example:currencies 2.3.0");
    join(
        new Event(
            new EventId("cairn", "finding/" + advisory),
            "dev.cdeventsx.cairn-finding.opened.0.1.0",
            T.plusSeconds(30),
            "{}",
            List.of(
                new Statement.Subject(
                    NodeKind.FINDING, new TreeSet<>(Set.of(finding)), Set.of(), said),
                new Statement.Derivation(
                    Identity.digest(digest),
                    finding,
                    EdgeKind.SCANNED_BY,
                    new Statement.Evidence(
                        Strength.DECLARED, "own-run", digest, "r-1 found it in this artifact")))));
  }

  private void join(Event event) {
    storage.transaction(tx -> {
      tx.graph().apply(Joining.join(tx.graph(), event, new Receipt("d-1", T)));
      return true;
    });
  }
}
