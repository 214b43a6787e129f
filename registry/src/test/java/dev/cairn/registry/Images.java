// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Small images for tests, in compact JSON (skopeo writes other JSON anew).
final class Images {
  static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

  /// @param blobs config and layer
  /// @param json the manifest that names them
  record Image(String platform, List<byte[]> blobs, String json) {
    byte[] manifest() {
      return json.getBytes(UTF_8);
    }

    Digest digest() {
      return Digest.of(manifest());
    }
  }

  private Images() {}

  /// An image of one layer with one file, `/hello`.
  static Image image(String architecture, String hello) throws IOException {
    byte[] tar = tar(hello);
    byte[] layer = gzip(tar); // skopeo would compress it, and so change its digest
    byte[] config =
        """
        {"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}\
        """
            .formatted(architecture, Digest.of(tar))
            .getBytes(UTF_8);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
        """
            .formatted(
                IMAGE_TYPE, descriptor(CONFIG_TYPE, config, ""), descriptor(LAYER_TYPE, layer, ""));
    return new Image(architecture, List.of(config, layer), manifest);
  }

  static byte[] index(List<Image> images) {
    List<String> manifests = new ArrayList<>();
    for (Image image : images) {
      String platform =
          ",\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}".formatted(image.platform());
      manifests.add(descriptor(IMAGE_TYPE, image.manifest(), platform));
    }
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(INDEX_TYPE, String.join(",", manifests))
        .getBytes(UTF_8);
  }

  static String descriptor(String mediaType, byte[] bytes, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(mediaType, Digest.of(bytes), bytes.length, more);
  }

  /// Writes an OCI layout of an index, tagged `latest`.
  static void layout(Path folder, byte[] index, List<Image> images) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    String named = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"latest\"}";
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(descriptor(INDEX_TYPE, index, named)));
    Files.write(blobs.resolve(Digest.of(index).hex()), index);
    for (Image image : images) {
      Files.write(blobs.resolve(image.digest().hex()), image.manifest());
      for (byte[] blob : image.blobs()) {
        Files.write(blobs.resolve(Digest.of(blob).hex()), blob);
      }
    }
  }

  /// Pushes it by the plain protocol, the manifest under this reference.
  static void push(RunningRegistry registry, String repository, Image image, String reference)
      throws IOException, InterruptedException {
    for (byte[] blob : image.blobs()) {
      String path = "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, Digest.of(blob));
      assertThat(registry.send("POST", path, blob).statusCode()).isEqualTo(201);
    }
    push(registry, repository, image.manifest(), IMAGE_TYPE, reference);
  }

  static void push(
      RunningRegistry registry, String repository, byte[] manifest, String type, String reference)
      throws IOException, InterruptedException {
    String path = "/v2/%s/manifests/%s".formatted(repository, reference);
    var answer = registry.send("PUT", path, manifest, "Content-Type", type);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] tar(String hello) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      byte[] content = hello.getBytes(UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("hello");
      entry.setSize(content.length);
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
