// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a worker says to its server, and what it hears; the worker calls, the server never does.
/// Safe for many threads.
public final class ServerDoor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST_DETAIL = 200;

  private final URI server;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param server such as `http://127.0.0.1:8080`
  /// @param token the worker's token; it is sent, never logged
  public ServerDoor(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  public URI server() {
    return server;
  }

  /// The token that the registry knows this run by.
  String registryToken(Lease lease) {
    return "run.%s.%d.%s".formatted(lease.run(), lease.fence(), token);
  }

  /// The token that the registry knows this worker by, outside of runs.
  public String registryToken() {
    return "worker." + token;
  }

  /// Waits for a run to work on.
  Optional<Lease> lease(String worker) throws IOException, InterruptedException {
    ObjectNode body = object().put("worker", worker).put("waitSeconds", PATIENCE.toSeconds());
    HttpResponse<String> answer = post("/worker/lease", body);
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(Lease.parse(JSON.readTree(answer.body())));
      case 204 -> Optional.empty();
      default -> throw refused("/worker/lease", answer);
    };
  }

  /// Says that the run is still worked on.
  ///
  /// @return false if the lease is lost or the run was cancelled: stop at once
  boolean beat(Lease lease) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path(lease, "beat"), fenced(lease));
    return switch (answer.statusCode()) {
      case 200 -> !JSON.readTree(answer.body()).path("cancelled").asBoolean(false);
      case 409 -> false;
      default -> throw refused(path(lease, "beat"), answer);
    };
  }

  /// Says that something begins which may not be repeated.
  void begun(Lease lease) throws IOException, InterruptedException {
    accept(path(lease, "begun"), fenced(lease));
  }

  /// A piece of a run's log.
  ///
  /// @param offset its first byte
  /// @param marks when lines of it began, in their order
  record Piece(long offset, String text, List<RunLog.Mark> marks) {}

  /// Adds to the run's log.
  void log(Lease lease, Piece piece) throws IOException, InterruptedException {
    ObjectNode body = fenced(lease).put("offset", piece.offset()).put("text", piece.text());
    ArrayNode times = body.putArray("times");
    piece.marks().forEach(mark -> times.addArray().add(mark.offset()).add(mark.millis()));
    accept(path(lease, "log"), body);
  }

  /// Says how far the steps are.
  void steps(Lease lease, JsonNode steps) throws IOException, InterruptedException {
    ObjectNode body = fenced(lease);
    body.set("steps", steps);
    accept(path(lease, "steps"), body);
  }

  /// Ends the run. Sent again until the server has answered, since the result counts once.
  void complete(Lease lease, ObjectNode result) throws IOException, InterruptedException {
    result.put("fence", lease.fence());
    accept(path(lease, "complete"), result);
  }

  /// What is desired, once it is newer than what is known.
  public JsonNode environments(long after) throws IOException, InterruptedException {
    return get(
        "/worker/environments?after=%d&waitSeconds=%d".formatted(after, PATIENCE.toSeconds()));
  }

  /// Says what became of a service.
  public void report(String environment, String service, ObjectNode report)
      throws IOException, InterruptedException {
    accept("/worker/environments/%s/%s".formatted(environment, service), report);
  }

  /// Fetches a blob of the server's into the store, if it is not there.
  void fetch(Digest digest, ContentStore store) throws IOException, InterruptedException {
    if (store.has(digest)) {
      return;
    }
    String path = "/worker/content/" + digest;
    HttpResponse<InputStream> answer =
        client.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("GET %s%s: %d".formatted(server, path, answer.statusCode()));
      }
      store.put(digest, in);
    }
  }

  private void accept(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path, body);
    if (answer.statusCode() == 409) {
      throw new LostLeaseException(answer.body());
    }
    if (answer.statusCode() / 100 != 2) {
      throw refused(path, answer);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request(path).GET().build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw refused(path, answer);
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> post(String path, ObjectNode body)
      throws IOException, InterruptedException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    return client.send(
        request(path).POST(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(PATIENCE.plusSeconds(15))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private IOException refused(String path, HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 401 ->
          new TurnedAwayException(
              "%s does not know this worker's token (expected: what stands in the file worker-token of that server's data folder, .cairn by itself). Set CAIRN_WORKER_TOKEN to it, or name the right server."
                  .formatted(server));
      case 403 ->
          new TurnedAwayException(
              "%s does not let this worker in: %s (expected: the address that cairn up has printed). Name it with --server or CAIRN_SERVER."
                  .formatted(server, detail(answer.body())));
      default ->
          new IOException(
              "%s%s: answered %d: %s".formatted(server, path, answer.statusCode(), answer.body()));
    };
  }

  /// Of a problem document; else all of it, on one line.
  private static String detail(String body) {
    try {
      return JSON.readTree(body).path("detail").asString("answered 403");
    } catch (JacksonException _) {
      String line = body.replaceAll("\\s+", " ").strip();
      return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }
  }

  private static String path(Lease lease, String what) {
    return "/worker/runs/%s/%s".formatted(lease.run(), what);
  }

  private static ObjectNode fenced(Lease lease) {
    return object().put("fence", lease.fence());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
