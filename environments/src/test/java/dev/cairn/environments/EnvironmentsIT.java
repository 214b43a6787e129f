// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.Digest;
import dev.cairn.environments.Report.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentsIT {
  private static final Digest OLD = Digest.of("old".getBytes(StandardCharsets.UTF_8));
  private static final Digest NEW = Digest.of("new".getBytes(StandardCharsets.UTF_8));
  private static final Digest SICK = Digest.of("sick".getBytes(StandardCharsets.UTF_8));

  private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final Map<Digest, FakeInstance> started = new ConcurrentHashMap<>();
  private Environments environments;
  private int port;

  @BeforeEach
  void open() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    environments = new Environments(this::start, reports::add, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    environments.close();
  }

  @Test
  void theAddressLeadsToTheNewOneOnlyOnceItIsWell() throws Exception {
    want(OLD, "c1");
    assertThat(nextStates(2)).containsExactly(State.STARTING, State.HEALTHY);
    assertThat(get()).isEqualTo("old");

    want(NEW, "c2");
    assertThat(nextStates(2)).containsExactly(State.STARTING, State.HEALTHY);
    assertThat(get()).isEqualTo("new");
    assertThat(started.get(OLD).alive()).isFalse();
  }

  @Test
  void whatDoesNotGetWellIsStoppedAndTheOldOneStays() throws Exception {
    want(OLD, "c1");
    nextStates(2);
    want(SICK, "c2");
    assertThat(nextStates(2)).containsExactly(State.STARTING, State.FAILED);
    assertThat(get()).isEqualTo("old");
  }

  @Test
  void aProcessThatWasKilledIsBroughtBackAndSaidSo() throws Exception {
    want(OLD, "c1");
    nextStates(2);
    started.get(OLD).stop();
    assertThat(nextStates(3)).containsExactly(State.GONE, State.STARTING, State.REPAIRED);
    assertThat(get()).isEqualTo("old");
  }

  private void want(Digest digest, String commit) throws IOException {
    var desired = new Service.Desired(digest, "shop@" + digest, commit);
    environments.want(
        List.of(new Service("production", "shop", port, "/health", Optional.of(desired))));
  }

  private List<State> nextStates(int count) throws InterruptedException {
    var states = new ArrayList<State>();
    while (states.size() < count) {
      Report report = reports.poll(20, TimeUnit.SECONDS);
      assertThat(report).as("a report after %s", states).isNotNull();
      states.add(report.state());
    }
    return states;
  }

  private String get() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private Instance start(String service, Digest image, int at) throws IOException {
    var instance = new FakeInstance(image, at);
    started.put(image, instance);
    return instance;
  }

  /// A service in this JVM that answers with its name; the sick one dies while it starts.
  private static final class FakeInstance implements Instance {
    private final HttpServer server;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    FakeInstance(Digest image, int port) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      byte[] name = (image.equals(OLD) ? "old" : "new").getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
          });
      server.start();
      if (image.equals(SICK)) {
        stop();
      }
    }

    @Override
    public long process() {
      return 1;
    }

    @Override
    public boolean alive() {
      return !end.isDone();
    }

    @Override
    public void stop() {
      server.stop(0);
      end.complete(null);
    }
  }
}
