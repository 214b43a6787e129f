// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running server, as commands speak to it: `--server`, `CAIRN_SERVER`, or port 8080 of this
/// machine.
final class Remote {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI address;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Remote(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  static Remote of(Arguments arguments, Map<String, String> environment) throws Failure {
    URI address = address(arguments, environment);
    return new Remote(address, Optional.ofNullable(environment.get("CAIRN_TOKEN")));
  }

  /// Where the server is.
  static URI address(Arguments arguments, Map<String, String> environment) throws Failure {
    String address =
        arguments
            .option("--server")
            .or(() -> Optional.ofNullable(environment.get("CAIRN_SERVER")))
            .orElse("http://127.0.0.1:" + environment.getOrDefault("CAIRN_PORT", "8080"));
    if (!address.matches("https?://[A-Za-z0-9.:_\\[\\]-]+/?")) {
      throw Failure.yours(
          "cairn: server: %s (expected: an address such as http://127.0.0.1:8080)"
              .formatted(address));
    }
    return URI.create(address);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  JsonNode json(String path) throws Failure, InterruptedException {
    return JSON.readTree(text(path));
  }

  String text(String path) throws Failure, InterruptedException {
    return checked(
        path,
        send(path, HttpRequest.newBuilder(address.resolve(path)).GET(), BodyHandlers.ofString()));
  }

  String post(String path, String body) throws Failure, InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return checked(path, send(path, request, BodyHandlers.ofString()));
  }

  /// The lines of a stream of server-sent events, until it ends.
  InputStream stream(String path) throws Failure, InterruptedException {
    return send(
            path,
            HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "text/event-stream")
                .GET(),
            BodyHandlers.ofInputStream())
        .body();
  }

  private <T> HttpResponse<T> send(
      String path, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws Failure, InterruptedException {
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    try {
      return client.send(request.build(), handler);
    } catch (ConnectException e) {
      throw Failure.outside(
          "cairn: nothing answers at %s (expected: a running server). Start one with: cairn up, or name it with --server or CAIRN_SERVER."
              .formatted(address),
          e);
    } catch (IOException e) {
      throw Failure.outside("cairn: %s%s: %s".formatted(address, path, e), e);
    }
  }

  private String checked(String path, HttpResponse<String> answer) throws Failure {
    if (answer.statusCode() < 300) {
      return answer.body();
    }
    String detail = answer.body();
    if (answer
        .headers()
        .firstValue("Content-Type")
        .orElse("")
        .startsWith("application/problem+json")) {
      detail = JSON.readTree(answer.body()).path("detail").asString(answer.body());
    }
    String message = "cairn: %s answered %d: %s".formatted(path, answer.statusCode(), detail);
    throw answer.statusCode() < 500 ? Failure.yours(message) : Failure.outside(message);
  }
}
