// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An OCI image layout (image-spec, image-layout.md) of one file, as a stranger's tool might have
/// made it: nothing of Cairn has a part in it.
record Layout(Path folder) {

  /// Writes an image for linux/amd64 whose only layer holds this file.
  void write(String path, byte[] content) throws IOException {
    byte[] layer = tar(path, content);
    String diff = blob(layer);
    String config =
        blob(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Entrypoint\":[\"/bin/true\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
                .formatted(diff));
    long configSize = Files.size(file(config));
    String manifest =
        blob(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":%d},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"%s\",\"size\":%d}]}"
                .formatted(config, configSize, diff, layer.length));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(manifest, Files.size(file(manifest))));
  }

  private String blob(String json) throws IOException {
    return blob(json.getBytes(StandardCharsets.UTF_8));
  }

  private String blob(byte[] bytes) throws IOException {
    String digest = "sha256:" + HexFormat.of().formatHex(sha256(bytes));
    Files.createDirectories(file(digest).getParent());
    Files.write(file(digest), bytes);
    return digest;
  }

  private Path file(String digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.substring("sha256:".length()));
  }

  /// One file in the form of POSIX 1003.1-1988, "ustar".
  private static byte[] tar(String path, byte[] content) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(
        header,
        100,
        "0000644\0"
            + "0000000\0"
            + "0000000\0"
            + "%011o\0".formatted(content.length)
            + "00000000000\0");
    Arrays.fill(header, 148, 156, (byte) ' ');
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    var tar = new ByteArrayOutputStream();
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512 + 1024]);
    return tar.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 (java.security.MessageDigest)", e);
    }
  }
}
