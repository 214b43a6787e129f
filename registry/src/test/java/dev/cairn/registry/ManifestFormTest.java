// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ManifestFormTest {
  private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @Test
  void anImageNamesItsConfigAndLayers() throws RefusedException {
    ManifestForm form =
        read(
            """
            {"schemaVersion":2,"config":{"mediaType":"c","digest":"%s","size":2},
             "layers":[{"mediaType":"l","digest":"%s","size":3}],"unknown":[1,{"x":null}]}\
            """
                .formatted(A, B));
    assertThat(form.mediaType()).isEqualTo(IMAGE);
    assertThat(form.index()).isFalse();
    assertThat(form.blobs().stream().map(blob -> blob.digest().toString())).containsExactly(A, B);
    assertThat(form.referrer()).isEmpty();
  }

  @Test
  void layersThatMayNotBeDistributedNeedNotBeThere() throws RefusedException {
    ManifestForm form =
        read(
            """
            {"config":{"mediaType":"c","digest":"%s","size":2},"layers":[
             {"mediaType":"application/vnd.oci.image.layer.nondistributable.v1.tar","digest":"%s","size":3},
             {"mediaType":"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip","digest":"%s","size":3}]}\
            """
                .formatted(A, B, B));
    assertThat(form.blobs()).hasSize(1);
  }

  @Test
  void aReferrersTypeIsItsOwnOrItsConfigs() throws RefusedException {
    String subject = "\"subject\":{\"digest\":\"%s\",\"size\":1}".formatted(B);
    String config = "\"config\":{\"mediaType\":\"c/c\",\"digest\":\"%s\",\"size\":2}".formatted(A);
    assertThat(read("{%s,%s}".formatted(subject, config)).referrer())
        .contains(new Manifest.Referrer(B, "c/c", Map.of()));
    assertThat(
            read("{%s,%s,\"artifactType\":\"t/t\",\"annotations\":{\"k\":\"v\"}}"
                    .formatted(subject, config))
                .referrer())
        .contains(new Manifest.Referrer(B, "t/t", Map.of("k", "v")));
    assertThat(read("{%s,\"manifests\":[]}".formatted(subject)).referrer())
        .contains(new Manifest.Referrer(B, "", Map.of()));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("[]", "push manifest: \"[]\" (expected: a JSON object)"),
        Arguments.of(
            "{}",
            "push manifest: neither \"manifests\" nor \"config\" and \"layers\" in it (expected: an"
                + " OCI manifest or index, or Docker's of version 2)"),
        Arguments.of(
            "{\"mediaType\":\"x/y\",\"layers\":[]}",
            "push manifest: Content-Type \"application/vnd.oci.image.manifest.v1+json\" of a"
                + " manifest with mediaType \"x/y\" (expected: the same)"),
        Arguments.of(
            "{\"layers\":[{\"digest\":\"sha256:x\",\"size\":1}]}",
            "push manifest: \"layers\" has the digest \"sha256:x\" (expected: sha256: or sha512:"
                + " and its hex digits)"),
        Arguments.of(
            "{\"layers\":[{\"digest\":\"%s\"}]}".formatted(A),
            "push manifest: \"layers\" has no size (expected: its length in bytes)"),
        Arguments.of("{\"manifests\":{}}", "push manifest: \"manifests\" (expected: an array)"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoManifestIsRefusedWithTheReason(String json, String message) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(RefusedException.class).hasMessage(message);
  }

  @Test
  void whatIsNotJsonIsRefused() {
    for (String text : new String[] {"", "{", "{} {}", "\u0000", "[".repeat(2000)}) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("push manifest: ");
    }
  }

  @Test
  void aManifestWithoutAnyTypeIsRefused() {
    assertThatThrownBy(() -> ManifestForm.read("{\"layers\":[]}".getBytes(UTF_8), ""))
        .hasMessageStartingWith("push manifest: media type \"\" (expected: a Content-Type");
  }

  private static ManifestForm read(String json) throws RefusedException {
    return ManifestForm.read(json.getBytes(UTF_8), IMAGE + "; charset=utf-8");
  }
}
