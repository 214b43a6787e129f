// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static dev.cairn.registry.RegistryConformanceIT.expectError;
import static dev.cairn.registry.RegistryConformanceIT.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same for manifests, tags and referrers.
final class ManifestConformanceIT {
  @TempDir Path folder;
  private RunningRegistry registry;
  private Images.Image image;

  @BeforeEach
  void start() throws Exception {
    registry = RunningRegistry.ungated(folder);
    image = Images.image("amd64", "hello");
    Images.push(registry, "shop", image, "main");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aManifestIsGivenByTagAndDigestAsItCame(boolean byTag) throws Exception {
    String path = "/v2/shop/manifests/" + (byTag ? "main" : image.digest());
    HttpResponse<byte[]> get = registry.send("GET", path);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo(image.manifest());
    HttpResponse<byte[]> head = registry.send("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    for (HttpResponse<?> answer : List.of(get, head)) {
      assertThat(header(answer, "Content-Type")).isEqualTo(Images.IMAGE_TYPE);
      assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(image.digest().toString());
      assertThat(header(answer, "Content-Length")).isEqualTo("" + image.manifest().length);
    }
  }

  @Test
  void blanksAndUnknownFieldsAreKept() throws Exception {
    byte[] spaced =
        new String(image.manifest(), UTF_8)
            .replace(",", " ,\n\t")
            .replaceFirst("\\{", "{ \"x-unknown\": [1.50, null], ")
            .getBytes(UTF_8);
    Images.push(registry, "shop", spaced, Images.IMAGE_TYPE, "spaced");
    assertThat(registry.send("GET", "/v2/shop/manifests/spaced").body()).isEqualTo(spaced);
    assertThat(registry.send("GET", "/v2/shop/manifests/" + Digest.of(spaced)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aManifestOfFourMegabytesIsTaken() throws Exception {
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < 390; i++) {
      annotations.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"");
      annotations.append("x".repeat(10_000)).append('"');
    }
    byte[] large =
        new String(image.manifest(), UTF_8)
            .replaceFirst("\\{", "{\"annotations\":{" + annotations + "},")
            .getBytes(UTF_8);
    Images.push(registry, "shop", large, Images.IMAGE_TYPE, "large");
    assertThat(registry.send("GET", "/v2/shop/manifests/large").body()).isEqualTo(large);
  }

  @Test
  void aManifestOverTheLimitIsRefused() throws Exception {
    HttpResponse<byte[]> answer = put("huge", new byte[9 << 20]);
    assertThat(answer.statusCode()).isEqualTo(413);
    expectError(answer, "SIZE_INVALID");
  }

  @Test
  void indexesAreTakenEmptyAndNestedToo() throws Exception {
    Images.Image arm = Images.image("arm64", "hello");
    Images.push(registry, "shop", arm, arm.digest().toString());
    byte[] index = Images.index(List.of(image, arm));
    Images.push(registry, "shop", index, Images.INDEX_TYPE, "both");
    byte[] empty = Images.index(List.of());
    Images.push(registry, "shop", empty, Images.INDEX_TYPE, "empty");
    byte[] nested =
        "{\"schemaVersion\":2,\"manifests\":[%s]}"
            .formatted(Images.descriptor(Images.INDEX_TYPE, index, ""))
            .getBytes(UTF_8);
    Images.push(registry, "shop", nested, Images.INDEX_TYPE, "nested");
    HttpResponse<byte[]> answer = registry.send("GET", "/v2/shop/manifests/both");
    assertThat(answer.body()).isEqualTo(index);
    assertThat(header(answer, "Content-Type")).isEqualTo(Images.INDEX_TYPE);
  }

  @Test
  void whatAManifestNamesHasToBeThere() throws Exception {
    Images.Image other = Images.image("amd64", "other");
    HttpResponse<byte[]> blob = put("x", other.manifest());
    assertThat(blob.statusCode()).isEqualTo(400);
    expectError(blob, "MANIFEST_BLOB_UNKNOWN");
    byte[] index = Images.index(List.of(other));
    HttpResponse<byte[]> child =
        registry.send("PUT", "/v2/shop/manifests/x", index, "Content-Type", Images.INDEX_TYPE);
    assertThat(child.statusCode()).isEqualTo(400);
    expectError(child, "MANIFEST_BLOB_UNKNOWN");
    assertThat(registry.send("GET", "/v2/shop/manifests/x").statusCode()).isEqualTo(404);
  }

  @Test
  void layersThatMayNotBeDistributedNeedNotBeThere() throws Exception {
    String foreign =
        "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.nondistributable.v1.tar\",\"digest\":\"sha256:%s\",\"size\":9},"
            .formatted("f".repeat(64));
    byte[] manifest =
        new String(image.manifest(), UTF_8).replace("\"layers\":[", foreign).getBytes(UTF_8);
    assertThat(put("foreign", manifest).statusCode()).isEqualTo(201);
  }

  @Test
  void aWrongDigestIsRefused() throws Exception {
    HttpResponse<byte[]> answer = put("sha256:" + "0".repeat(64), image.manifest());
    assertThat(answer.statusCode()).isEqualTo(400);
    expectError(answer, "DIGEST_INVALID");
  }

  @Test
  void aManifestHasASha512Too() throws Exception {
    String digest =
        "sha512:"
            + HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(image.manifest()));
    HttpResponse<byte[]> pushed = put(digest, image.manifest());
    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(header(pushed, "Docker-Content-Digest")).isEqualTo(digest);
    HttpResponse<byte[]> pulled = registry.send("GET", "/v2/shop/manifests/" + digest);
    assertThat(pulled.body()).isEqualTo(image.manifest());
    assertThat(header(pulled, "Docker-Content-Digest")).isEqualTo(digest);
  }

  @Test
  void aPushByDigestMayBringTags() throws Exception {
    String path = "/v2/shop/manifests/" + image.digest() + "?tag=a&tag=b";
    HttpResponse<byte[]> answer =
        registry.send("PUT", path, image.manifest(), "Content-Type", Images.IMAGE_TYPE);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "OCI-Tag")).isEqualTo("a, b");
    assertThat(registry.send("HEAD", "/v2/shop/manifests/b").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''               | a,b,c,main | ''",
        "?n=2             | a,b        | </v2/shop/tags/list?n=2&last=b>; rel=\"next\"",
        "?n=2&last=b      | c,main     | ''",
        "?last=b          | c,main     | ''",
        "?n=0             | ''         | ''",
        "?n=9             | a,b,c,main | ''",
        "?last=z          | ''         | ''"
      })
  void tagsAreListedInPages(String query, String tags, String link) throws Exception {
    for (String tag : List.of("c", "a", "b")) {
      Images.push(registry, "shop", image.manifest(), Images.IMAGE_TYPE, tag);
    }
    HttpResponse<byte[]> answer = registry.send("GET", "/v2/shop/tags/list" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    String names = tags.isEmpty() ? "" : "\"" + tags.replace(",", "\",\"") + "\"";
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo("{\"name\":\"shop\",\"tags\":[" + names + "]}");
    assertThat(answer.headers().firstValue("Link").orElse("")).isEqualTo(link);
  }

  @Test
  void aPageOfNoNumberIsRefused() throws Exception {
    assertThat(registry.send("GET", "/v2/shop/tags/list?n=x").statusCode()).isEqualTo(400);
  }

  @Test
  void tagsOfNoRepositoryAreNotFound() throws Exception {
    HttpResponse<byte[]> answer = registry.send("GET", "/v2/nobody/tags/list");
    assertThat(answer.statusCode()).isEqualTo(404);
    expectError(answer, "NAME_UNKNOWN");
  }

  @Test
  void aTagIsDeletedAndItsManifestStays() throws Exception {
    assertThat(registry.send("DELETE", "/v2/shop/manifests/main").statusCode()).isEqualTo(202);
    assertThat(registry.send("HEAD", "/v2/shop/manifests/main").statusCode()).isEqualTo(404);
    assertThat(registry.send("HEAD", "/v2/shop/manifests/" + image.digest()).statusCode())
        .isEqualTo(200);
    assertThat(registry.send("DELETE", "/v2/shop/manifests/main").statusCode()).isEqualTo(404);
  }

  @Test
  void aDeletedManifestTakesItsTagsAlong() throws Exception {
    String path = "/v2/shop/manifests/" + image.digest();
    assertThat(registry.send("DELETE", path).statusCode()).isEqualTo(202);
    assertThat(registry.send("HEAD", path).statusCode()).isEqualTo(404);
    HttpResponse<byte[]> answer = registry.send("GET", "/v2/shop/manifests/main");
    assertThat(answer.statusCode()).isEqualTo(404);
    expectError(answer, "MANIFEST_UNKNOWN");
  }

  @Test
  void referrersAreListedWhetherTheirSubjectIsThereOrNot() throws Exception {
    String subject = "sha256:" + "5".repeat(64);
    String list = "/v2/shop/referrers/" + subject;
    HttpResponse<byte[]> none = registry.send("GET", list);
    assertThat(none.statusCode()).isEqualTo(200);
    assertThat(header(none, "Content-Type")).isEqualTo(Images.INDEX_TYPE);
    assertThat(new String(none.body(), UTF_8)).endsWith("\"manifests\":[]}");
    byte[] referrer =
        new String(image.manifest(), UTF_8)
            .replaceFirst(
                "\\{",
                "{\"subject\":{\"mediaType\":\"x/y\",\"digest\":\"%s\",\"size\":3},\"artifactType\":\"text/sbom\",\"annotations\":{\"k\":\"v\"},"
                    .formatted(subject))
            .getBytes(UTF_8);
    HttpResponse<byte[]> pushed = put(Digest.of(referrer).toString(), referrer);
    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(header(pushed, "OCI-Subject")).isEqualTo(subject);
    String expected =
        "\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"artifactType\":\"text/sbom\",\"annotations\":{\"k\":\"v\"}}]}"
            .formatted(Images.IMAGE_TYPE, Digest.of(referrer), referrer.length);
    assertThat(new String(registry.send("GET", list).body(), UTF_8)).endsWith(expected);
    HttpResponse<byte[]> filtered = registry.send("GET", list + "?artifactType=text/sbom");
    assertThat(new String(filtered.body(), UTF_8)).endsWith(expected);
    assertThat(header(filtered, "OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(new String(registry.send("GET", list + "?artifactType=x/z").body(), UTF_8))
        .endsWith("\"manifests\":[]}");
    registry.send("DELETE", "/v2/shop/manifests/" + Digest.of(referrer));
    assertThat(new String(registry.send("GET", list).body(), UTF_8)).endsWith("\"manifests\":[]}");
  }

  @Test
  void whatWasPushedIsThereAfterARestart() throws Exception {
    registry.close();
    registry = RunningRegistry.ungated(folder);
    assertThat(registry.send("GET", "/v2/shop/manifests/main").body()).isEqualTo(image.manifest());
  }

  private HttpResponse<byte[]> put(String reference, byte[] manifest)
      throws IOException, InterruptedException {
    return registry.send(
        "PUT", "/v2/shop/manifests/" + reference, manifest, "Content-Type", Images.IMAGE_TYPE);
  }
}
