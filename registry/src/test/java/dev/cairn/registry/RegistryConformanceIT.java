// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What small registries get wrong, from the distribution specification and its own suite: blobs.
final class RegistryConformanceIT {
  private static final byte[] BLOB = "the bytes of a blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.of(BLOB);

  @TempDir Path folder;
  private RunningRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = RunningRegistry.ungated(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theBaseIsThere() throws Exception {
    for (String path : List.of("/v2/", "/v2")) {
      assertThat(registry.send("GET", path).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBlobComesInByPostThenPut() throws Exception {
    String location = begin("shop");
    HttpResponse<byte[]> put = registry.send("PUT", location + "?digest=" + DIGEST, BLOB);
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(header(put, "Location")).isEqualTo("/v2/shop/blobs/" + DIGEST);
    expectBlob("shop", DIGEST.toString(), BLOB);
    assertThat(registry.send("GET", location).statusCode()).isEqualTo(404);
  }

  @Test
  void aBlobComesInByOnePost() throws Exception {
    for (byte[] blob : List.of(BLOB, new byte[0], "{}".getBytes(UTF_8))) {
      String path = "/v2/shop/blobs/uploads/?digest=" + Digest.of(blob);
      assertThat(registry.send("POST", path, blob).statusCode()).isEqualTo(201);
      expectBlob("shop", Digest.of(blob).toString(), blob);
    }
  }

  @Test
  void aBlobComesInAsAStreamWithoutLength() throws Exception {
    byte[] blob = new byte[3 << 20];
    new Random(1).nextBytes(blob);
    String location = begin("shop");
    HttpResponse<byte[]> patch =
        registry.send(
            registry
                .to(location)
                .method(
                    "PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blob))));
    assertThat(patch.statusCode()).isEqualTo(202);
    assertThat(header(patch, "Range")).isEqualTo("0-" + (blob.length - 1));
    HttpResponse<byte[]> put =
        registry.send("PUT", header(patch, "Location") + "?digest=" + Digest.of(blob));
    assertThat(put.statusCode()).isEqualTo(201);
    expectBlob("shop", Digest.of(blob).toString(), blob);
  }

  @Test
  void chunksComeInOrderAndTheLastOneWithThePut() throws Exception {
    String location = begin("shop");
    HttpResponse<byte[]> first = chunk("PATCH", location, 0, 5);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(header(first, "Range")).isEqualTo("0-4");
    HttpResponse<byte[]> early = chunk("PATCH", location, 9, 12);
    assertThat(early.statusCode()).isEqualTo(416);
    assertThat(header(early, "Range")).isEqualTo("0-4");
    HttpResponse<byte[]> again = chunk("PATCH", location, 0, 5);
    assertThat(again.statusCode()).isEqualTo(416);
    HttpResponse<byte[]> asked = registry.send("GET", location);
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(header(asked, "Range")).isEqualTo("0-4");
    assertThat(header(asked, "Location")).isEqualTo(location);
    assertThat(chunk("PATCH", location, 5, 9).statusCode()).isEqualTo(202);
    HttpResponse<byte[]> last = chunk("PUT", location + "?digest=" + DIGEST, 9, BLOB.length);
    assertThat(last.statusCode()).isEqualTo(201);
    expectBlob("shop", DIGEST.toString(), BLOB);
  }

  @Test
  void aChunkWhoseLengthDiffersFromItsRangeIsRefused() throws Exception {
    String location = begin("shop");
    HttpResponse<byte[]> answer =
        registry.send("PATCH", location, new byte[5], "Content-Range", "0-9");
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(registry.send("GET", location), "Range")).isEqualTo("0-0");
  }

  @Test
  void anUploadCanBeGivenUp() throws Exception {
    String location = begin("shop");
    assertThat(registry.send("DELETE", location).statusCode()).isEqualTo(204);
    HttpResponse<byte[]> gone = registry.send("GET", location);
    assertThat(gone.statusCode()).isEqualTo(404);
    expectError(gone, "BLOB_UPLOAD_UNKNOWN");
  }

  @Test
  void anUploadBelongsToItsRepository() throws Exception {
    String location = begin("shop").replace("/shop/", "/other/");
    assertThat(registry.send("PATCH", location, BLOB).statusCode()).isEqualTo(404);
  }

  @Test
  void aWrongDigestIsRefusedOnEveryWay() throws Exception {
    String wrong = Digest.of(new byte[] {1}).toString();
    HttpResponse<byte[]> post =
        registry.send("POST", "/v2/shop/blobs/uploads/?digest=" + wrong, BLOB);
    assertThat(post.statusCode()).isEqualTo(400);
    expectError(post, "DIGEST_INVALID");
    HttpResponse<byte[]> put = registry.send("PUT", begin("shop") + "?digest=" + wrong, BLOB);
    assertThat(put.statusCode()).isEqualTo(400);
    expectError(put, "DIGEST_INVALID");
    String sha512 = "sha512:" + "0".repeat(128);
    assertThat(registry.send("PUT", begin("shop") + "?digest=" + sha512, BLOB).statusCode())
        .isEqualTo(400);
    assertThat(registry.send("HEAD", "/v2/shop/blobs/" + wrong).statusCode()).isEqualTo(404);
    assertThat(registry.send("HEAD", "/v2/shop/blobs/" + DIGEST).statusCode()).isEqualTo(404);
  }

  @Test
  void aMalformedDigestIsRefused() throws Exception {
    String bad = "sha256:baddigeststring";
    assertThat(registry.send("PUT", begin("shop") + "?digest=" + bad, BLOB).statusCode())
        .isEqualTo(400);
    assertThat(registry.send("PUT", begin("shop"), BLOB).statusCode()).isEqualTo(400);
    assertThat(registry.send("GET", "/v2/shop/blobs/" + bad).statusCode()).isEqualTo(400);
    assertThat(registry.send("GET", "/v2/shop/manifests/" + bad).statusCode()).isEqualTo(400);
  }

  @Test
  void aBlobHasASha512Too() throws Exception {
    String digest =
        "sha512:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(BLOB));
    assertThat(registry.send("PUT", begin("shop") + "?digest=" + digest, BLOB).statusCode())
        .isEqualTo(201);
    expectBlob("shop", digest, BLOB);
  }

  @Test
  void aBlobIsMountedFromAnotherRepository() throws Exception {
    push();
    HttpResponse<byte[]> mounted =
        registry.send("POST", "/v2/other/x/blobs/uploads/?mount=" + DIGEST + "&from=shop");
    assertThat(mounted.statusCode()).isEqualTo(201);
    expectBlob("other/x", DIGEST.toString(), BLOB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&from=nobody", "", "&from=../shop"})
  void aMountOfWhatIsNotThereBeginsAnUpload(String from) throws Exception {
    HttpResponse<byte[]> answer =
        registry.send("POST", "/v2/other/blobs/uploads/?mount=" + DIGEST + from);
    assertThat(answer.statusCode()).isEqualTo(202);
    String location = header(answer, "Location");
    assertThat(registry.send("PUT", location + "?digest=" + DIGEST, BLOB).statusCode())
        .isEqualTo(201);
  }

  @Test
  void partOfABlobIsGiven() throws Exception {
    push();
    String path = "/v2/shop/blobs/" + DIGEST;
    HttpResponse<byte[]> part = registry.send("GET", path, new byte[0], "Range", "bytes=4-8");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).asString(UTF_8).isEqualTo("bytes");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 4-8/" + BLOB.length);
    HttpResponse<byte[]> behind = registry.send("GET", path, new byte[0], "Range", "bytes=99-");
    assertThat(behind.statusCode()).isEqualTo(416);
    assertThat(header(behind, "Content-Range")).isEqualTo("bytes */" + BLOB.length);
  }

  @Test
  void aBlobBelongsToItsRepository() throws Exception {
    push();
    HttpResponse<byte[]> answer = registry.send("GET", "/v2/other/blobs/" + DIGEST);
    assertThat(answer.statusCode()).isEqualTo(404);
    expectError(answer, "BLOB_UNKNOWN");
  }

  @Test
  void aDeletedBlobIsGoneAtOnce() throws Exception {
    push();
    String path = "/v2/shop/blobs/" + DIGEST;
    assertThat(registry.send("DELETE", path).statusCode()).isEqualTo(202);
    assertThat(registry.send("HEAD", path).statusCode()).isEqualTo(404);
    assertThat(registry.send("DELETE", path).statusCode()).isEqualTo(404);
  }

  @Test
  void manyBlobsComeInAtOnce() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> pushes =
          IntStream.range(0, 40)
              .mapToObj(seed ->
                  (Callable<Integer>)
                      () -> {
                        byte[] blob = new byte[100_000 + seed];
                        new Random(seed / 2).nextBytes(blob);
                        String location = begin("r" + seed % 3);
                        registry.send("PATCH", location, Arrays.copyOf(blob, 50_000));
                        return registry
                            .send(
                                "PUT",
                                location + "?digest=" + Digest.of(blob),
                                Arrays.copyOfRange(blob, 50_000, blob.length))
                            .statusCode();
                      })
              .toList();
      for (var answer : clients.invokeAll(pushes)) {
        assertThat(answer.get()).isEqualTo(201);
      }
    }
  }

  @Test
  void whatIsNoEndpointIsRefused() throws Exception {
    for (String path : List.of("/v2/_catalog", "/v2/a/b", "/v2/../v2/x")) {
      assertThat(registry.send("GET", path).statusCode()).isEqualTo(404);
    }
    HttpResponse<byte[]> name = registry.send("GET", "/v2/..%2f..%2fetc/tags/list");
    assertThat(name.statusCode()).isIn(400, 404);
    HttpResponse<byte[]> method = registry.send("POST", "/v2/shop/blobs/" + DIGEST);
    assertThat(method.statusCode()).isEqualTo(405);
    expectError(method, "UNSUPPORTED");
  }

  private HttpResponse<byte[]> chunk(String method, String location, int from, int to)
      throws IOException, InterruptedException {
    return registry.send(
        method,
        location,
        Arrays.copyOfRange(BLOB, from, to),
        "Content-Range",
        from + "-" + (to - 1),
        "Content-Type",
        "application/octet-stream");
  }

  private void push() throws IOException, InterruptedException {
    HttpResponse<byte[]> put = registry.send("PUT", begin("shop") + "?digest=" + DIGEST, BLOB);
    assertThat(put.statusCode()).isEqualTo(201);
  }

  private String begin(String repository) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = registry.send("POST", "/v2/" + repository + "/blobs/uploads/");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(header(answer, "Range")).isEqualTo("0-0");
    return header(answer, "Location");
  }

  private void expectBlob(String repository, String digest, byte[] blob)
      throws IOException, InterruptedException {
    String path = "/v2/" + repository + "/blobs/" + digest;
    HttpResponse<byte[]> head = registry.send("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("" + blob.length);
    assertThat(header(head, "Docker-Content-Digest")).isEqualTo(digest);
    HttpResponse<byte[]> get = registry.send("GET", path);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo(blob);
    assertThat(header(get, "Content-Length")).isEqualTo("" + blob.length);
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(no " + name + ")");
  }

  static void expectError(HttpResponse<byte[]> answer, String code) {
    assertThat(new String(answer.body(), UTF_8))
        .startsWith("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"");
  }
}
