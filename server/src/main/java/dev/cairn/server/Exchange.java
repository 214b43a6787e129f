// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One request and its answer, as the doors see it.
record Exchange(ServerRequest request, ServerResponse response) {
  /// Webhooks and events may be this large (CONTRACT.md, "Sending").
  static final int MOST_BYTES = 25 << 20;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /// What is done with an exchange.
  interface Handler {
    void handle(Exchange exchange) throws IOException, InterruptedException;
  }

  /// A parameter of the query that is a whole number.
  ///
  /// @throws Problem 400 if it is another thing
  long number(String name, long otherwise) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw Problem.of(400, "%s: \"%s\" (expected: a whole number)".formatted(name, text.get()));
    }
    return Long.parseLong(text.get());
  }

  /// How many entries the client wants of a list: `limit`, `most` where it wants more.
  int limit(int otherwise, int most) {
    long wanted = number("limit", otherwise);
    if (wanted == 0) {
      throw Problem.of(400, "limit: \"0\" (expected: a whole number from 1 to %d)".formatted(most));
    }
    return (int) Math.min(most, wanted);
  }

  /// `GET`, as the client said it.
  String method() {
    return request.prologue().method().text();
  }

  String path() {
    return request.path().path();
  }

  /// A part of the path that the route names.
  String part(String name) {
    return request.path().pathParameters().get(name);
  }

  Optional<String> query(String name) {
    return request.query().first(name).filter(it -> !it.isEmpty());
  }

  Optional<String> header(String name) {
    HeaderName header = HeaderNames.create(name);
    return request.headers().contains(header)
        ? Optional.of(request.headers().get(header).get())
        : Optional.empty();
  }

  /// Whether a person's browser asks, and not a program.
  boolean isOfBrowser() {
    return header("Accept").filter(it -> it.contains("text/html")).isPresent();
  }

  /// The bearer token, where there is one (RFC 6750, 2.1).
  Optional<String> token() {
    return header("Authorization")
        .filter(it -> it.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(it -> it.substring(7).strip());
  }

  /// The whole body.
  ///
  /// @throws Problem 413 if it is larger than {@link #MOST_BYTES}
  byte[] body() throws IOException {
    if (request.headers().contentLength().orElse(0) > MOST_BYTES) {
      throw tooLarge();
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    InputStream in = request.content().inputStream();
    byte[] body;
    try {
      body = in.readNBytes(MOST_BYTES + 1);
    } catch (DataReader.InsufficientDataAvailableException | NumberFormatException e) {
      // Who leaves in the middle, or sends a chunk without its size, can't be answered any more;
      // to close the stream would be to wait for the rest.
      throw new CloseConnectionException(path() + ": the body broke off", e);
    }
    in.close();
    if (body.length > MOST_BYTES) {
      throw tooLarge();
    }
    return body;
  }

  /// How long the client is willing to wait, between 0 and 30 s.
  Duration patience(JsonNode asked) {
    Duration patience = Duration.ofSeconds(Math.max(0, asked.asInt(0)));
    return patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
  }

  void json(int status, JsonNode body) {
    send(status, "application/json", Json.text(body));
  }

  void send(int status, String type, String body) {
    response.status(Status.create(status)).header(HeaderNames.CONTENT_TYPE, type);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (method().equals("HEAD")) {
      // The server would send what it is given, and the client take it for the next answer.
      response.contentLength(bytes.length);
      response.send();
    } else {
      response.send(bytes);
    }
  }

  void empty(int status) {
    response.status(Status.create(status)).send();
  }

  void problem(Problem problem) {
    headers(problem);
    send(problem.status(), "application/problem+json", problem.json());
  }

  void headers(Problem problem) {
    problem.headers().forEach(response::header);
  }

  private Problem tooLarge() {
    return Problem.of(
        413,
        "%s: the body is larger than 25 MiB (expected: less). Send less at once."
            .formatted(path()));
  }
}
