// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.Digest;
import dev.cairn.content.MemoryStore;
import dev.cairn.content.Tree;
import dev.cairn.content.WrongDigestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a registry of a few lines, over real HTTP.
final class OciRegistryIT {
  private static final OciConfig CONFIG =
      new OciConfig(new TreeMap<>(), OptionalInt.empty(), List.of("run"), new TreeMap<>());

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final Map<String, byte[]> held = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private OciRegistry registry;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
    registry = new OciRegistry(address(), "s3cret");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    asked.add(method + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!Objects.equals(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer s3cret")) {
      String denied = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"held at gate release\"}]}";
      reply(exchange, 403, denied.getBytes(StandardCharsets.UTF_8));
    } else if (method.equals("POST")) {
      exchange.getResponseHeaders().set("Location", path + "one?state=x");
      reply(exchange, 202, new byte[0]);
    } else if (method.equals("PUT") && path.contains("/uploads/")) {
      String query = exchange.getRequestURI().getQuery();
      String digest = query.substring(query.indexOf("digest=") + "digest=".length());
      held.put(path.substring(0, path.indexOf("uploads/")) + digest, body);
      reply(exchange, Digest.of(body).toString().equals(digest) ? 201 : 400, new byte[0]);
    } else if (method.equals("PUT")) {
      held.put(path, body);
      reply(exchange, 201, new byte[0]);
    } else {
      byte[] found = held.get(path);
      reply(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private Digest image(String text) throws IOException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SortedMap<String, Tree.Entry> entries = new TreeMap<>();
    entries.put("a", new Tree.Entry.File(store.put(bytes), bytes.length, false));
    SortedMap<Platform, Optional<RootFileSystem>> bases = new TreeMap<>();
    bases.put(Platform.LINUX_AMD64, Optional.empty());
    bases.put(Platform.LINUX_ARM64, Optional.empty());
    return new OciPacker(store, OciBaseLayers.open(folder, store))
        .pack(
            new OciPacker.Contents(
                bases, List.of(new OciPacker.Addition("/app", Tree.of(entries, store)))),
            CONFIG);
  }

  @Test
  void pushedIndexComesBackWithTheSameDigests() throws IOException, InterruptedException {
    Digest digest = image("one");
    OciRegistry.Pushed pushed = registry.push(store, digest, "shop", List.of("latest"));
    MemoryStore other = new MemoryStore();
    registry.pull("shop", digest, other);

    assertThat(pushed.digest()).isEqualTo(digest);
    // A layer, two configurations, two manifests, an index.
    assertThat(pushed.uploaded()).isEqualTo(6);
    assertThat(OciImage.readAll(digest, other)).hasSize(2);
    assertThat(held.get("/v2/shop/manifests/latest")).isEqualTo(store.read(digest));
  }

  @Test
  void whatIsThereIsNotSentAgain() throws IOException, InterruptedException {
    Digest digest = image("one");
    registry.push(store, digest, "shop", List.of("latest"));
    asked.clear();
    OciRegistry.Pushed again = registry.push(store, digest, "shop", List.of());

    assertThat(again.uploaded()).isZero();
    assertThat(again.uploadedBytes()).isZero();
    assertThat(asked).isNotEmpty().allMatch(request -> request.startsWith("HEAD "));
  }

  @Test
  void newVersionSendsOnlyWhatIsNew() throws IOException, InterruptedException {
    registry.push(store, image("one"), "shop", List.of());
    OciRegistry.Pushed next = registry.push(store, image("two"), "shop", List.of());

    assertThat(next.uploaded()).isEqualTo(6);
    assertThat(next.uploadedBytes()).isLessThan(5_000);
  }

  @Test
  void tagIsSetAfterAllElse() throws IOException, InterruptedException {
    registry.push(store, image("one"), "shop", List.of("v1"));

    assertThat(asked.getLast()).isEqualTo("PUT /v2/shop/manifests/v1");
  }

  @Test
  void refusalSaysTheRegistrysWords() throws IOException, InterruptedException {
    Digest digest = image("one");
    OciRegistry stranger = new OciRegistry(address(), "");

    assertThatThrownBy(() -> stranger.pull("shop", digest, new MemoryStore()))
        .isInstanceOfSatisfying(
            OciRefusedException.class, e -> assertThat(e.status()).isEqualTo(403))
        .hasMessage(
            "GET /v2/shop/manifests/"
                + digest
                + ": the registry answered 403 (DENIED: held at gate release)");
  }

  @Test
  void otherBytesThanTheirDigestAreNotTaken() throws IOException, InterruptedException {
    Digest digest = image("one");
    registry.push(store, digest, "shop", List.of());
    held.put("/v2/shop/manifests/" + digest, new byte[] {'{', '}'});
    MemoryStore other = new MemoryStore();

    assertThatThrownBy(() -> registry.pull("shop", digest, other))
        .isInstanceOf(WrongDigestException.class);
    assertThat(other.count()).isZero();
  }
}
