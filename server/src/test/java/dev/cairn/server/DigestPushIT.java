// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// skopeo pushes by digest only, and the gate judges it all the same.
class DigestPushIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String REPOSITORY = "never/named";

  @TempDir Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead.get());
  private Path blobs;

  @BeforeEach
  void layout() throws IOException {
    blobs = Files.createDirectories(folder.resolve("layout/blobs/sha256"));
    Files.writeString(folder.resolve("layout/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  @Test
  void imageWithoutATagIsJudgedByItselfAfterAMinute() throws IOException, InterruptedException {
    String image = image("amd64");
    try (RunningServer server = gated()) {
      var worker = new PretendWorker(server);
      worker.loadGate();
      push(server, image, "@" + image);
      Answer held = pull(server, "@" + image);
      assertThat(held.exit()).isNotZero();
      assertThat(held.said())
          .contains(
              "Held at gate release: it was pushed by digest only, and is judged by itself a"
                  + " minute after its push, unless an index or a tag names it by then.");
      Thread.sleep(1_500); // the server looks every second
      assertThat(worker.idle()).isTrue();

      ahead.set(GatedReleases.NAMELESS);
      JsonNode lease = worker.lease();
      assertThat(lease.toString()).contains(image).contains("\"tag\":\"\"");
      assertThat(pull(server, "@" + image).said()).contains("scan has not said anything yet");
      worker.complete(
          lease, "passed", "\"verdict\":{\"passed\":true,\"reason\":\"nothing found\"}");
      server.await(
          () -> pull(server, "@" + image).exit() == 0 ? Optional.of(true) : Optional.empty());
    }
  }

  @Test
  void indexesChildrenAreJudgedWithItOnly() throws IOException, InterruptedException {
    List<String> children = List.of(image("amd64"), image("arm64"));
    String index = index(children);
    try (RunningServer server = gated()) {
      var worker = new PretendWorker(server);
      worker.loadGate();
      push(server, index, "@" + index);
      ahead.set(GatedReleases.NAMELESS);
      JsonNode lease = worker.lease();
      assertThat(lease.path("event").toString()).contains(index);
      worker.complete(
          lease, "passed", "\"verdict\":{\"passed\":true,\"reason\":\"nothing found\"}");
      server.await(() ->
          pull(server, "@" + children.getLast()).exit() == 0
              ? Optional.of(true)
              : Optional.empty());
      ahead.set(GatedReleases.NAMELESS.multipliedBy(2));
      Thread.sleep(1_500);
      assertThat(worker.idle()).isTrue();
      assertThat(published(server)).containsExactly(index);
    }
  }

  @Test
  void imageThatGetsATagInTimeIsPublishedByItOnly() throws IOException, InterruptedException {
    String image = image("amd64");
    try (RunningServer server = RunningServer.of(configured(List.of()), clock)) {
      push(server, image, "@" + image);
      push(server, image, ":1");
      ahead.set(GatedReleases.NAMELESS);
      Thread.sleep(1_500);
      server.await(() -> pull(server, ":1").exit() == 0 ? Optional.of(true) : Optional.empty());
      assertThat(published(server)).containsExactly(image);
    }
  }

  private RunningServer gated() throws IOException, InterruptedException {
    TeamRepository security = TeamRepository.in(folder, "security");
    security.commit("cairn/Security.java", "class Security {}");
    return RunningServer.of(configured(List.of(security.configured())), clock);
  }

  private Configuration configured(List<Configuration.Repository> repositories) {
    return RunningServer.configured(folder.resolve("data"), repositories, Map.of());
  }

  private static List<String> published(RunningServer server)
      throws IOException, InterruptedException {
    return server
        .get("/api/events")
        .json()
        .path("events")
        .valueStream()
        .filter(it -> it.path("type").asString().contains("artifact.published"))
        .map(it -> it.path("event").path("data").path("customData").path("digest").asString())
        .toList();
  }

  private String blob(String text) throws IOException {
    Digest digest = Digest.of(text.getBytes(UTF_8));
    Files.writeString(blobs.resolve(digest.hex()), text);
    return "\"digest\":\"%s\",\"size\":%d".formatted(digest, text.length());
  }

  private String image(String architecture) throws IOException {
    String layer = "\u0000".repeat(1024);
    String config =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
            .formatted(architecture, Digest.of(layer.getBytes(UTF_8)));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},
         "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",%s}]}
        """
            .formatted(MANIFEST, blob(config), blob(layer));
    blob(manifest);
    return Digest.of(manifest.getBytes(UTF_8)).toString();
  }

  private String index(List<String> children) throws IOException {
    var listed = new ArrayList<String>();
    for (int i = 0; i < children.size(); i++) {
      Path manifest = blobs.resolve(Digest.parse(children.get(i)).hex());
      listed.add(
          "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}"
              .formatted(
                  MANIFEST, children.get(i), Files.size(manifest), i == 0 ? "amd64" : "arm64"));
    }
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, String.join(",", listed));
    blob(index);
    return Digest.of(index.getBytes(UTF_8)).toString();
  }

  private void push(RunningServer server, String digest, String to)
      throws IOException, InterruptedException {
    Path root = blobs.resolve(Digest.parse(digest).hex());
    String type = Files.readString(root).contains(INDEX) ? INDEX : MANIFEST;
    Files.writeString(
        folder.resolve("layout/index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(type, digest, Files.size(root)));
    Answer pushed =
        skopeo("copy", "--all", "--dest-tls-verify=false", "oci:layout", at(server) + to);
    assertThat(pushed.exit()).describedAs(pushed.said()).isZero();
  }

  private Answer pull(RunningServer server, String reference)
      throws IOException, InterruptedException {
    return skopeo("inspect", "--raw", "--tls-verify=false", at(server) + reference);
  }

  private static String at(RunningServer server) {
    return "docker://" + URI.create(server.address()).getAuthority() + "/" + REPOSITORY;
  }

  private record Answer(int exit, String said) {}

  private Answer skopeo(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), said);
  }
}
