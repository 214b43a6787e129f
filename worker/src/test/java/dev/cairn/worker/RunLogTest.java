// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against a server in this JVM that takes pieces only where the one before ended.
final class RunLogTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private RunLog log;

  private final List<String> times = new CopyOnWriteArrayList<>();
  private Instant now = Instant.ofEpochMilli(5_000);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/worker/runs/r-1/log",
        exchange -> {
          JsonNode piece = JSON.readTree(exchange.getRequestBody().readAllBytes());
          Integer answer = answers.poll();
          int status = answer == null ? 200 : answer;
          if (status == 200) {
            assertThat(piece.path("offset").asInt()).isEqualTo(taken.size());
            taken.writeBytes(piece.path("text").asString().getBytes(StandardCharsets.UTF_8));
            piece.path("times").forEach(mark -> times.add(mark.toString()));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    JsonNode lease = JSON.readTree("{\"run\":\"r-1\",\"fence\":3,\"kind\":\"task\"}");
    log = new RunLog(new ServerDoor(address, "token"), Lease.parse(lease), () -> now);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void linesArriveInOrderAndOnce() throws Exception {
    log.line("one");
    log.flush();
    log.line("zwölf");
    log.line("three");
    log.flush();
    log.flush();

    assertThat(text()).isEqualTo("one\nzwölf\nthree\n");
  }

  @Test
  void eachSecondSaysOnceAtWhichByteItsFirstLineBegins() throws Exception {
    log.line("zwölf");
    now = Instant.ofEpochMilli(5_999);
    log.line("in the same second");
    now = Instant.ofEpochMilli(6_000);
    log.line("in the next");
    answers.add(503);
    assertThatThrownBy(log::flush).isInstanceOf(IOException.class);
    log.flush();
    log.line("still");
    now = Instant.ofEpochMilli(9_001);
    log.line("later");
    log.flush();

    assertThat(times).containsExactly("[0,5000]", "[26,6000]", "[44,9001]");
  }

  @Test
  void whatIsLongComesInPiecesThatHalveNoCharacter() throws Exception {
    // Pieces end at an even place, where the low half of a pair stands.
    String line = "x" + "🪨".repeat(300_000);
    log.line(line);
    log.flush();

    assertThat(text()).isEqualTo(line + "\n");
  }

  @Test
  void whatTheServerDidNotTakeIsSentAgain() throws Exception {
    answers.add(503);
    log.line("kept");

    assertThatThrownBy(log::flush).isInstanceOf(IOException.class);
    assertThat(text()).isEmpty();
    log.line("and more");
    log.flush();

    assertThat(text()).isEqualTo("kept\nand more\n");
  }

  @Test
  void whatIsBehindTheBoundIsLeftOutAndThatIsSaidOnce() throws Exception {
    String megabyte = "m".repeat((1 << 20) - 1);
    for (int i = 0; i < 64; i++) {
      log.line(megabyte);
    }
    log.line("too much");
    log.line("even more");
    log.flush();

    assertThat(taken.size()).as("what a server takes at most").isLessThanOrEqualTo(64 << 20);
    assertThat(text())
        .endsWith("m\n… the log is longer than 64 MiB; the rest is left out\n")
        .doesNotContain("too much");
  }

  @Test
  void theBoundCountsBytesAndNotCharacters() throws Exception {
    String quarter = "🪨".repeat(1 << 16);
    for (int i = 0; i < 4 * 64; i++) {
      log.line(quarter);
    }
    log.flush();

    assertThat(taken.size()).isLessThanOrEqualTo(64 << 20);
  }

  private String text() {
    return taken.toString(StandardCharsets.UTF_8);
  }
}
