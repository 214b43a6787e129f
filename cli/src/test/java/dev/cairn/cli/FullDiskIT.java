// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A disk without room: it is said, with what to do; nothing that was acknowledged is lost; and
/// once there is room, all goes on.
class FullDiskIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ENOUGH = 400;
  private static final byte[] BLOB =
      "a layer, as bytes go\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void serverRefusesWhatItCanNotKeepAndGoesOnWhenThereIsRoom()
      throws IOException, InterruptedException {
    SmallDisk disk = SmallDisk.at(folder.resolve(".cairn"), 16 << 20);
    int port = LiveCairn.freePort();
    try (LiveCairn cairn = LiveCairn.up(folder, port, it -> disk.command(1_500_000, it))) {
      var kept = new TreeMap<Integer, String>();
      HttpResponse<String> refused = sendUntilFull(port, kept);
      assertThat(refused.statusCode()).describedAs(refused.body()).isEqualTo(507);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(JSON.readTree(refused.body()).path("detail").asString())
          .contains("no space left on the disk")
          .contains("Free some space and send it again.");
      HttpResponse<String> push = push(port);
      assertThat(push.statusCode()).describedAs(push.body()).isEqualTo(507);
      assertThat(JSON.readTree(push.body()).path("errors").path(0).path("code").asString())
          .isEqualTo("UNKNOWN");
      assertThat(push.body()).contains("Free some space and push again.");
      assertThat(files(disk.seenBy(cairn.pid(), "uploads"))).isEmpty();
      assertThat(files(disk.seenBy(cairn.pid(), "content/incoming"))).isEmpty();
      assertThat(cairn.json("/api/journeys")).isPresent();

      disk.free(cairn.pid());

      int next = kept.lastKey() + 1;
      HttpResponse<String> again = event(port, next);
      assertThat(again.statusCode()).describedAs(again.body()).isEqualTo(202);
      kept.put(next, delivery(again));
      assertThat(push(port).statusCode()).isEqualTo(201);
      cairn.within(
          SOON, "all that was acknowledged is joined", () -> areJoined(cairn, kept.values()));
      assertThat(cairn.json("/api/events?limit=500").orElseThrow().path("events"))
          .hasSize(kept.size());
      assertThat(cairn.alive()).isTrue();
      assertThat(cairn.log().lines().filter(it -> it.startsWith("\tat "))).isEmpty();
    }
  }

  /// Sends events until one is refused; what was refused once may still fit if it is smaller, so
  /// the disk is really full when three in a row were.
  private HttpResponse<String> sendUntilFull(int port, TreeMap<Integer, String> kept)
      throws IOException, InterruptedException {
    int refusals = 0;
    Optional<HttpResponse<String>> last = Optional.empty();
    for (int i = 0; refusals < 3 && i < ENOUGH; i++) {
      HttpResponse<String> answer = event(port, kept.size());
      if (answer.statusCode() == 202) {
        kept.put(kept.size(), delivery(answer));
      } else {
        refusals++;
        last = Optional.of(answer);
      }
    }
    assertThat(kept).describedAs("events that were kept before the disk was full").isNotEmpty();
    return last.orElseThrow(() -> new AssertionError("the disk did not become full"));
  }

  private HttpResponse<String> event(int port, int number)
      throws IOException, InterruptedException {
    String type = "dev.cdevents.build.finished.0.3.0";
    String body =
        """
        {"specversion":"1.0","id":"e-%1$d","source":"/tests","type":"%2$s","data":
          {"context":{"version":"0.5.0","id":"e-%1$d","source":"/tests","type":"%2$s","timestamp":"2026-11-22T04:00:00Z"},
           "subject":{"id":"b-%1$d","source":"/tests","type":"build","content":{}},"customData":{"long":"%3$s"}}}
        """
            .formatted(number, type, "x".repeat(20_000));
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
            .header("Content-Type", "application/cloudevents+json")
            .timeout(SOON)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String delivery(HttpResponse<String> accepted) {
    return JSON.readTree(accepted.body()).path("id").asString();
  }

  private static boolean areJoined(LiveCairn cairn, Collection<String> deliveries)
      throws InterruptedException {
    for (String delivery : deliveries) {
      if (cairn
          .json("/api/deliveries/" + delivery)
          .filter(it -> it.path("status").asString("").equals("joined"))
          .isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// A blob, at once.
  private HttpResponse<String> push(int port) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v2/shop/blobs/uploads/?digest=sha256:%s"
                        .formatted(port, sha256(BLOB))))
            .header("Content-Type", "application/octet-stream")
            .timeout(SOON)
            .POST(BodyPublishers.ofByteArray(BLOB))
            .build(),
        BodyHandlers.ofString());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void startOnAFullDiskIsRefusedInOneLine() throws IOException, InterruptedException {
    SmallDisk disk = SmallDisk.at(folder.resolve(".cairn"), 8 << 20);
    // Whichever part meets it first: the token, the lock, the log's index, the schema.
    String script =
        """
        disk=$1; shift
        for free in 0 4096 20480 65536; do
          fill "$disk" $free
          "$@"
          echo "exit $?"
          rm "$disk/ballast"
        done
        "$@"
        echo "exit $?"
        """;
    List<String> said =
        said(folder, disk.script(script, LiveCairn.command("up", "--port", "0", "--until-ready")));
    assertThat(said).hasSize(10);
    for (int i = 0; i < 8; i += 2) {
      assertThat(said.get(i)).startsWith("cairn up: ").contains(disk.folder().toString());
      assertThat(said.get(i)).containsAnyOf("no space left on the disk", "the disk is full");
      assertThat(said.get(i)).containsAnyOf("Free some, or name another folder", "Make room");
      assertThat(said.get(i + 1)).isEqualTo("exit 4");
    }
    assertThat(said.get(8)).startsWith("cairn is up: ");
    assertThat(said.get(9)).isEqualTo("exit 0");
  }

  @Test
  void runWithAFullCacheFailsWithTheReasonAndRunsWhenThereIsRoom()
      throws IOException, InterruptedException {
    GitFolder team = GitFolder.in(folder, "team");
    team.push(Map.of("cairn/Work.java", LiveCairn.text("full/Work.java"), "src/words", "first\n"));
    SmallDisk disk = SmallDisk.at(folder.resolve("cache"), 120 << 20);
    // Packages are taken from the usual cache, and unpacked on this disk.
    String script =
        """
        disk=$1; packages=$2; shift 2
        for kept in packages indexes locks; do
          mkdir -p "$packages/$kept"
          ln -s "$packages/$kept" "$disk/$kept"
        done
        fill "$disk" 0;        "$@"; echo "exit $?"; rm "$disk/ballast"
        fill "$disk" 15000000; "$@"; echo "exit $?"; rm "$disk/ballast"
        "$@"; echo "exit $?"
        echo second >src/words
        fill "$disk" 300000;   "$@"; echo "exit $?"; rm "$disk/ballast"
        "$@"; echo "exit $?"
        """;
    var rest = new ArrayList<>(List.of(usualCache().toString()));
    rest.addAll(LiveCairn.command("run", "words", "--cache", disk.folder().toString()));
    List<String> said = said(team.folder(), disk.script(script, rest));
    assertThat(said.stream().filter(it -> it.startsWith("exit ")))
        .describedAs(String.join("\n", said))
        .containsExactly("exit 4", "exit 1", "exit 0", "exit 1", "exit 0");
    assertThat(said.stream().filter(it -> it.contains("no space left on the disk")))
        .hasSize(3)
        .allMatch(it -> it.contains(disk.folder().toString()) && it.contains("Free some"));
    assertThat(said).noneMatch(it -> it.startsWith("\tat "));
  }

  /// Where the other tests keep packages.
  private static Path usualCache() throws IOException {
    String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path folder =
        base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
    return Files.createDirectories(folder.resolve("cairn")).toRealPath();
  }

  private List<String> said(Path at, List<String> command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(at.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + Files.readString(output));
    }
    return Files.readAllLines(output);
  }
}
