// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests that a registry is asked by.
final class OciHttp {
  static final String MANIFESTS =
      String.join(
          ", ", OciJson.INDEX, OciJson.MANIFEST, OciJson.DOCKER_LIST, OciJson.DOCKER_MANIFEST);

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(10);
  private static final int LONGEST_ERROR = 64 << 10;

  /// One for the process: each reads the machine's certificates.
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  private final URI base;
  private final String token;

  OciHttp(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /// Opens the bytes that are sent, once for each attempt.
  interface Opener {
    InputStream open() throws IOException;
  }

  HttpRequest.Builder request(String path) {
    return request(base.resolve(path));
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  boolean head(String path, String accept) throws IOException, InterruptedException {
    HttpRequest request = request(path).header("Accept", accept).HEAD().build();
    HttpResponse<Void> response = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
    return switch (response.statusCode()) {
      case 200 -> true;
      // A held manifest answers 403 to those who may not see it: then it is sent, and refused with
      // a reason.
      case 404, 403 -> false;
      default -> throw refused(request, response.statusCode(), new byte[0]);
    };
  }

  URI startUpload(String path) throws IOException, InterruptedException {
    HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<byte[]> response = expect(request, HttpResponse.BodyHandlers.ofByteArray(), 202);
    String location = response.headers().firstValue("Location").orElse("");
    URI upload = request.uri().resolve(location);
    if (location.isEmpty()
        || !Objects.equals(upload.getAuthority(), base.getAuthority())
        || !Objects.equals(upload.getScheme(), base.getScheme())) {
      throw new IOException(
          "%s %s: Location \"%s\" (expected: an address of %s)"
              .formatted(request.method(), request.uri(), location, base));
    }
    return upload;
  }

  void upload(URI upload, Digest digest, Opener opener, long size)
      throws IOException, InterruptedException {
    URI uri = URI.create(upload + (upload.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofInputStream(() -> opened(opener)), Math.max(size, 1));
    HttpRequest request =
        request(uri)
            .header("Content-Type", "application/octet-stream")
            .PUT(size == 0 ? HttpRequest.BodyPublishers.noBody() : body)
            .build();
    expect(request, HttpResponse.BodyHandlers.ofByteArray(), 201);
  }

  private static InputStream opened(Opener opener) {
    try {
      return opener.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The body of an answer 200, at most this long.
  InputStream open(HttpRequest request, long most) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream in = response.body()) {
        throw refused(request, response.statusCode(), in.readNBytes(LONGEST_ERROR));
      }
    }
    if (most > Integer.MAX_VALUE) {
      return response.body();
    }
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new IOException(
            "%s %s: more than %d bytes (expected: fewer)"
                .formatted(request.method(), request.uri(), most));
      }
      return new ByteArrayInputStream(bytes);
    }
  }

  <T> HttpResponse<T> expect(HttpRequest request, HttpResponse.BodyHandler<T> handler, int status)
      throws IOException, InterruptedException {
    HttpResponse<T> response = CLIENT.send(request, handler);
    if (response.statusCode() != status) {
      byte[] body = response.body() instanceof byte[] bytes ? bytes : new byte[0];
      throw refused(request, response.statusCode(), body);
    }
    return response;
  }

  /// With the registry's own words: `{"errors":[{"code":"DENIED","message":"…"}]}`.
  private static OciRefusedException refused(HttpRequest request, int status, byte[] body) {
    String words = new String(body, StandardCharsets.UTF_8);
    try {
      JsonNode error = JsonMapper.shared().readTree(body).path("errors").path(0);
      if (error.has("message")) {
        words = error.path("code").asString("") + ": " + error.path("message").asString("");
      }
    } catch (JacksonException _) {
      // Not JSON: the words are what the body says.
    }
    return new OciRefusedException(
        status,
        "%s %s: the registry answered %d%s"
            .formatted(
                request.method(),
                request.uri().getPath(),
                status,
                words.isBlank() ? "" : " (" + words.strip() + ")"));
  }
}
