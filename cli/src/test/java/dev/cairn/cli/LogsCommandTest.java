// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogsCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aRunThatWroteNothingSaysWhyItFailed() {
    assertThat(LogsCommand.end(run("'failed','reason':'boom','at':'Bad.java:8'"), ""))
        .contains("failed  check: boom  (Bad.java:8)");
    assertThat(LogsCommand.end(run("'skipped','reason':'nothing to do','at':null"), ""))
        .contains("skipped  check: nothing to do");
  }

  @Test
  void whatTheLogSaysIsNotSaidTwice() {
    assertThat(LogsCommand.end(run("'failed','reason':'boom','at':''"), "Bad.java:8: boom\n"))
        .isEmpty();
    assertThat(LogsCommand.end(run("'passed','reason':null,'at':null"), "")).isEmpty();
    assertThat(
            LogsCommand.end(
                run("'failed','reason':'A.java:1: one; A.java:2: two','at':'A.java:1'"),
                "A.java:1: one\nA.java:2: two\n"))
        .isEmpty();
  }

  @Test
  void whereItIsStandsOnce() {
    assertThat(LogsCommand.end(run("'failed','reason':'A.java:1: one','at':'A.java:1'"), ""))
        .contains("failed  check: A.java:1: one");
  }

  @Test
  void aLongLogIsPrintedToItsEnd() throws IOException, Failure, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/runs/r-7",
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          String answer =
              uri.endsWith("from=0")
                  ? "one\n"
                  : uri.endsWith("from=4")
                      ? "two"
                      : uri.contains("/log")
                          ? ""
                          : run("'failed','reason':'boom','at':''").toString();
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.getBytes(UTF_8));
          }
        });
    server.start();
    var printed = new ByteArrayOutputStream();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      LogsCommand.run(
          List.of("r-7", "--server", address), Map.of(), new PrintStream(printed, true, UTF_8));
    } finally {
      server.stop(0);
    }

    assertThat(printed.toString(UTF_8)).isEqualTo("one\ntwo\nfailed  check: boom\n");
  }

  private static JsonNode run(String status) {
    return JSON.readTree("{'task':'check','status':%s}".formatted(status).replace('\'', '"'));
  }
}
