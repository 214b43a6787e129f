// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.inbox.Body;
import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Pushes that were told before Cairn stopped, and that it can't read when it starts again.
class LostCommitIT {
  private static final String GONE = "9d".repeat(20);

  @TempDir Path folder;

  private RunningServer start(TeamRepository team) throws IOException {
    return RunningServer.of(
        RunningServer.configured(folder.resolve("data"), List.of(team.configured()), Map.of()));
  }

  /// What the watcher wrote down of a push before the server stopped; gives the delivery's id.
  private String told(TeamRepository team, String before, String after) throws IOException {
    Files.createDirectories(folder.resolve("data/git"));
    Files.writeString(folder.resolve("data/git/told-team"), after);
    try (Inbox inbox = Inbox.open(folder.resolve("data/inbox"))) {
      return inbox
          .append(
              new Delivery(
                  "git",
                  "git:team",
                  Instant.parse("2026-11-21T14:03:12Z"),
                  List.of(),
                  Body.of(
                      """
                      {"repository":"%s","name":"team","role":"source","ref":"refs/heads/main","before":"%s","after":"%s",
                       "commits":[{"id":"%3$s","parents":[],"author":"Ada","email":"ada@acme.example",
                         "time":"2026-11-21T14:03:12Z","message":"A push","digests":[],"files":[]}]}
                      """
                          .formatted(team.folder(), before, after))))
          .toString();
    }
  }

  private static void othersGoOn(RunningServer server) throws IOException, InterruptedException {
    assertThat(server.event(Sample.build("b-1", "build/1", Sample.COMMIT)).status()).isEqualTo(200);
  }

  private static JsonNode loaded(RunningServer server, String commit)
      throws IOException, InterruptedException {
    JsonNode lease = new PretendWorker(server).lease();
    assertThat(lease.path("kind").asString()).isEqualTo("load");
    assertThat(lease.path("bundle").path("commit").asString()).isEqualTo(commit);
    return lease;
  }

  @Test
  void vanishedCommitEndsAsADeliveryThatSaysSoAndTheHeadIsTold()
      throws IOException, InterruptedException {
    TeamRepository team = TeamRepository.in(folder, "team");
    String head = team.commit("cairn/Team.java", "class Team {}");
    String delivery = told(team, "", GONE);
    try (RunningServer server = start(team)) {
      othersGoOn(server);
      JsonNode lost = server.delivery(delivery);
      assertThat(lost.path("status").asString()).isEqualTo("joined");
      assertThat(lost.path("why").asString())
          .isEqualTo(
              "nothing was started: commit %s is gone from Cairn's copy of team (expected: what was pushed). What its branch has now will be told again, as soon as it can be read."
                  .formatted(GONE));
      assertThat(server.get("/api/journeys?commit=" + GONE).json().path("journeys")).hasSize(1);
      loaded(server, head);
    }
  }

  @Test
  void repositoryThatIsAwayKeepsNobodyWaitingAndIsReadWhenItIsBack()
      throws IOException, InterruptedException {
    TeamRepository team = TeamRepository.in(folder, "team");
    String head = team.commit("cairn/Team.java", "class Team {}");
    String first = told(team, "", head);
    String second = told(team, head, GONE);
    Path away = Files.move(team.folder(), folder.resolve("away"));
    try (RunningServer server = start(team)) {
      othersGoOn(server);
      assertThat(server.delivery(first).path("why").asString()).contains("commit " + head);
      assertThat(server.delivery(second).path("why").asString()).contains("commit " + GONE);
      assertThat(new PretendWorker(server).idle()).isTrue();
      Files.move(away, team.folder());
      server.post("/hooks/git", "{\"repository\":\"team\"}", "Content-Type", "application/json");
      loaded(server, head);
    }
  }

  @Test
  void copyThatIsBrokenEndsAsADeliveryThatSaysSo() throws IOException, InterruptedException {
    TeamRepository team = TeamRepository.in(folder, "team");
    String head = team.commit("cairn/Team.java", "class Team {}");
    try (RunningServer server = start(team)) {
      loaded(server, head);
    }
    String bundle = team.git("rev-parse", "HEAD:cairn").strip();
    Path mirror;
    try (var mirrors = Files.list(folder.resolve("data/git/mirrors"))) {
      mirror = mirrors.findFirst().orElseThrow();
    }
    Files.delete(
        mirror.resolve("objects").resolve(bundle.substring(0, 2)).resolve(bundle.substring(2)));
    String delivery = told(team, "77".repeat(20), head);
    try (RunningServer server = start(team)) {
      String why =
          server.await(() ->
              Optional.of(server.delivery(delivery).path("why").asString())
                  .filter(it -> !it.isEmpty()));
      assertThat(why).startsWith("nothing was started: git ").contains("Mend Cairn's copy");
      othersGoOn(server);
    }
  }
}
