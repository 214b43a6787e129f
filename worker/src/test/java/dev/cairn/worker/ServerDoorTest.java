// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class ServerDoorTest {
  @Test
  void aTokenThatTheServerDoesNotKnowIsNotTriedAgain() throws IOException {
    answering(
        401,
        "{}",
        door ->
            assertThatThrownBy(() -> door.lease("w-1"))
                .isInstanceOf(TurnedAwayException.class)
                .hasMessageStartingWith(door.server() + " does not know this worker's token")
                .hasMessageContaining("Set CAIRN_WORKER_TOKEN to it"));
  }

  @Test
  void anAddressThatTheServerDoesNotAnswerToIsNotTriedAgain() throws IOException {
    answering(
        403,
        "{\"detail\":\"Host: cairn.example (expected: loopback)\"}",
        door ->
            assertThatThrownBy(() -> door.lease("w-1"))
                .isInstanceOf(TurnedAwayException.class)
                .hasMessageContaining(
                    "not let this worker in: Host: cairn.example (expected: loo"));
    answering(
        403,
        "<html>\nForbidden",
        door ->
            assertThatThrownBy(() -> door.lease("w-1"))
                .hasMessageContaining("not let this worker in: <html> Forbidden (expected: "));
  }

  @Test
  void aServerThatIsNotWellIsTriedAgain() throws IOException {
    answering(
        503,
        "starting",
        door ->
            assertThatThrownBy(() -> door.lease("w-1"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(TurnedAwayException.class)
                .hasMessageContaining("answered 503: starting"));
  }

  /// What is to hold of a server.
  private interface Claim {
    void of(ServerDoor door);
  }

  private static void answering(int status, String body, Claim claim) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
          }
        });
    server.start();
    try {
      claim.of(
          new ServerDoor(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "wrong"));
    } finally {
      server.stop(0);
    }
  }
}
