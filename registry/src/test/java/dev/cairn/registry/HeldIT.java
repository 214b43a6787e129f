// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P5: a held artifact can't be pulled, however it came in.
final class HeldIT {
  @TempDir Path folder;
  private final Gate gate = new Gate();
  private RunningRegistry registry;
  private Images.Image first;
  private Images.Image second;

  @BeforeEach
  void start() throws Exception {
    registry = RunningRegistry.start(folder, _ -> gate, HeldIT::access, RegistryLimits.USUAL);
    first = Images.image("amd64", "first");
    second = Images.image("amd64", "second");
    Images.push(registry, "shop", first, "main");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void whatIsHeldIsRefusedByTagByDigestAndByBlob() throws Exception {
    expectHeld("/v2/shop/manifests/main");
    expectHeld("/v2/shop/manifests/" + first.digest());
    for (byte[] blob : first.blobs()) {
      expectHeld("/v2/shop/blobs/" + Digest.of(blob));
    }
    assertThat(registry.send("HEAD", "/v2/shop/manifests/main").statusCode()).isEqualTo(403);
  }

  @Test
  void aPushIsToldWithWhatItNames() {
    assertThat(gate.pushes())
        .containsExactly(
            new Push(
                "shop",
                List.of("main"),
                new Manifest(
                    first.digest(),
                    Images.IMAGE_TYPE,
                    first.manifest().length,
                    List.of(),
                    first.blobs().stream().map(Digest::of).toList(),
                    Optional.empty()),
                new Caller.Anyone("anonymous")));
  }

  @Test
  void onceReleasedAllOfItCanBePulled() throws Exception {
    gate.release(first.digest());
    assertThat(registry.send("GET", "/v2/shop/manifests/main").body()).isEqualTo(first.manifest());
    for (byte[] blob : first.blobs()) {
      assertThat(registry.send("GET", "/v2/shop/blobs/" + Digest.of(blob)).body()).isEqualTo(blob);
    }
  }

  @Test
  void aTagAnswersTheLastReleasedOneUntilTheNextIsReleased() throws Exception {
    gate.release(first.digest());
    Images.push(registry, "shop", second, "main");
    assertThat(registry.send("GET", "/v2/shop/manifests/main").body()).isEqualTo(first.manifest());
    expectHeld("/v2/shop/manifests/" + second.digest());
    gate.release(second.digest());
    assertThat(registry.send("GET", "/v2/shop/manifests/main").body()).isEqualTo(second.manifest());
  }

  @Test
  void anIndexIsHeldWithItsChildren() throws Exception {
    Images.push(registry, "shop", second, second.digest().toString());
    byte[] index = Images.index(List.of(first, second));
    Images.push(registry, "shop", index, Images.INDEX_TYPE, "both");
    expectHeld("/v2/shop/manifests/both");
    expectHeld("/v2/shop/manifests/" + second.digest());
    assertThat(gate.pushes().getLast().manifest().children())
        .containsExactly(first.digest(), second.digest());
    gate.release(Digest.of(index));
    assertThat(registry.send("GET", "/v2/shop/manifests/" + second.digest()).statusCode())
        .isEqualTo(200);
    assertThat(
            registry.send("GET", "/v2/shop/blobs/" + Digest.of(second.blobs().get(1))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBlobOfAReleasedManifestIsNotHeldByANewerOne() throws Exception {
    gate.release(first.digest());
    byte[] newer =
        new String(first.manifest(), UTF_8).replaceFirst("\\{", "{\"x\":1,").getBytes(UTF_8);
    Images.push(registry, "shop", newer, Images.IMAGE_TYPE, "newer");
    expectHeld("/v2/shop/manifests/newer");
    assertThat(
            registry.send("GET", "/v2/shop/blobs/" + Digest.of(first.blobs().get(1))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aHeldBlobIsNotMountedElsewhereAndReadThere() throws Exception {
    Digest layer = Digest.of(first.blobs().get(1));
    HttpResponse<byte[]> mount =
        registry.send("POST", "/v2/loot/blobs/uploads/?mount=" + layer + "&from=shop");
    assertThat(mount.statusCode()).isEqualTo(202);
    assertThat(registry.send("GET", "/v2/loot/blobs/" + layer).statusCode()).isEqualTo(404);
  }

  @Test
  void aReleasedManifestElsewhereOpensNoBlobHere() throws Exception {
    String layer = Digest.of(first.blobs().get(1)).toString();
    byte[] other =
        new String(second.manifest(), UTF_8)
            .replace(
                "\"layers\":[",
                "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.nondistributable.v1.tar\",\"digest\":\"%s\",\"size\":1},"
                    .formatted(layer))
            .getBytes(UTF_8);
    Images.push(registry, "loot", second, "x");
    Images.push(registry, "loot", other, Images.IMAGE_TYPE, "y");
    gate.release(Digest.of(other));
    expectHeld("/v2/shop/blobs/" + layer);
    assertThat(registry.send("GET", "/v2/loot/blobs/" + layer).statusCode()).isEqualTo(404);
  }

  @Test
  void aWorkersLeaseReadsWhatIsHeld() throws Exception {
    String[] lease = {"Authorization", "Bearer run.r-1.1.token"};
    for (String path :
        List.of(
            "/v2/shop/manifests/" + first.digest(),
            "/v2/shop/blobs/" + Digest.of(first.blobs().get(1)))) {
      assertThat(registry.send("GET", path, new byte[0], lease).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPusherLearnsThatABlobIsThereThoughItIsHeld() throws Exception {
    String path = "/v2/shop/blobs/" + Digest.of(first.blobs().get(1));
    assertThat(registry.send("HEAD", path).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> reader =
        registry.send("HEAD", path, new byte[0], "Authorization", "Bearer reader");
    assertThat(reader.statusCode()).isEqualTo(403);
  }

  @Test
  void whoMayOnlyPullPushesNothing() throws Exception {
    HttpResponse<byte[]> answer =
        registry.send(
            "POST", "/v2/shop/blobs/uploads/", new byte[0], "Authorization", "Bearer reader");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo(
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"token reader may pull"
                + " only\",\"detail\":{}}]}");
  }

  @Test
  void whoIsUnknownIsAskedWhoTheyAre() throws Exception {
    HttpResponse<byte[]> answer =
        registry.send("GET", "/v2/", new byte[0], "Authorization", "Bearer nobody");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(RegistryConformanceIT.header(answer, "WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"x\"");
    RegistryConformanceIT.expectError(answer, "UNAUTHORIZED");
  }

  private static Access.Answer access(Access.Asked asked) {
    String authorization = asked.authorization().orElse("");
    if (authorization.equals("Bearer nobody")) {
      return new Access.Answer.WhoAreYou("Bearer realm=\"x\"", "log in");
    }
    if (authorization.equals("Bearer reader")
        && asked.action() != Access.Action.PULL
        && asked.action() != Access.Action.ENTER) {
      return new Access.Answer.Denied("token reader may pull only");
    }
    return Caller.LeaseClaim.parse(authorization)
        .filter(claim -> claim.token().equals("token"))
        .<Access.Answer>map(claim -> new Access.Answer.Granted(claim.lease()))
        .orElseGet(() -> new Access.Answer.Granted(new Caller.Anyone("anonymous")));
  }

  private void expectHeld(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = registry.send("GET", path);
    assertThat(answer.statusCode()).as(path).isEqualTo(403);
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo(
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"%s\",\"detail\":{}}]}"
                .formatted(Gate.SENTENCE));
  }
}
