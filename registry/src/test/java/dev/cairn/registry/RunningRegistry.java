// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.FolderStore;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/// A registry that listens on loopback, and a client for it.
final class RunningRegistry implements AutoCloseable {
  private final WebServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningRegistry(WebServer server) {
    this.server = server;
  }

  static RunningRegistry ungated(Path folder) throws IOException {
    return start(folder, NothingHeld::new, Access.open(), RegistryLimits.USUAL);
  }

  static RunningRegistry start(
      Path folder, Function<RegistryIndex, Releases> releases, Access access, RegistryLimits limits)
      throws IOException {
    RegistryIndex index = FolderIndex.open(folder.resolve("registry"));
    Registry registry =
        Registry.open(
            folder.resolve("uploads"),
            FolderStore.open(folder.resolve("content")),
            new Registry.Ports(index, releases.apply(index), access),
            limits,
            InstantSource.system());
    return new RunningRegistry(
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(routing -> routing.register("/v2", registry))
            .build()
            .start());
  }

  /// `127.0.0.1:41234`.
  String host() {
    return "127.0.0.1:" + server.port();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + host() + path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        to(path)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> send(String method, String path) throws IOException, InterruptedException {
    return send(method, path, new byte[0]);
  }

  @Override
  public void close() {
    http.close();
    server.stop();
  }
}
