// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One request and its answer, in the words that the specification needs.
final class Exchange {
  private static final JsonMapper JSON = new JsonMapper();

  private final ServerRequest request;
  private final ServerResponse response;

  Exchange(ServerRequest request, ServerResponse response) {
    this.request = request;
    this.response = response;
    response.header("Docker-Distribution-Api-Version", "registry/2.0");
    response.header("X-Content-Type-Options", "nosniff");
  }

  String method() {
    return request.prologue().method().text();
  }

  /// Below `/v2`, as it came.
  String path() {
    String path = request.path().absolute().rawPath();
    return path.startsWith("/v2") ? path.substring(3) : path;
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  Optional<String> header(String name) {
    return request.headers().first(HeaderNames.create(name));
  }

  Optional<String> query(String name) {
    return request.query().first(name).asOptional();
  }

  List<String> queries(String name) {
    return request.query().all(name, List::of);
  }

  /// The body, however it is framed.
  InputStream body() {
    return request.content().hasEntity()
        ? request.content().inputStream()
        : InputStream.nullInputStream();
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Answers without a body.
  void answer(int status, Map<String, String> headers) {
    headers(status, headers);
    response.send();
  }

  /// Answers with JSON of this media type.
  void answer(int status, Map<String, String> headers, String mediaType, JsonNode json) {
    headers(status, headers);
    response.header("Content-Type", mediaType);
    byte[] bytes = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    if (isHead()) {
      response.contentLength(bytes.length);
      response.send();
    } else {
      response.send(bytes);
    }
  }

  /// Answers with so many bytes of the stream, or to a HEAD with the headers alone.
  void answer(int status, Map<String, String> headers, long length, InputStream in)
      throws IOException {
    headers(status, headers);
    response.contentLength(length);
    if (isHead()) {
      response.send();
      return;
    }
    try (OutputStream out = response.outputStream()) {
      byte[] buffer = new byte[1 << 16];
      for (long left = length; left > 0; ) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new IOException(
              "answer %s: the content ended %d bytes early".formatted(path(), left));
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  /// Answers with an error of the specification.
  void refuse(RefusedException refused) {
    if (response.isSent()) {
      return;
    }
    ObjectNode error = object();
    error.put("code", refused.code().text()).put("message", String.valueOf(refused.getMessage()));
    error.putObject("detail");
    ObjectNode errors = object();
    errors.putArray("errors").add(error);
    answer(refused.code().status(), refused.headers(), "application/json", errors);
  }

  private void headers(int status, Map<String, String> headers) {
    response.status(status);
    headers.forEach(response::header);
  }
}
