// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What workers of this data folder say to be let in; made once, in a file that only its owner
/// reads.
///
/// @param value 64 hex digits; never printed
record WorkerToken(String value) {
  static WorkerToken of(Path data) throws IOException {
    Path file = data.resolve("worker-token");
    try {
      if (!Files.isDirectory(data)) {
        // What was delivered and what runs printed is for its owner only.
        Files.createDirectories(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.exists(file)) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        Path fresh =
            Files.createTempFile(
                data,
                "worker-token",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(bytes), StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return new WorkerToken(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IOException(
          "data folder %s: %s (expected: a folder of yours). Name another with --data, or data: in cairn.yaml."
              .formatted(data, e),
          e);
    }
  }

  @Override
  public String toString() {
    return "WorkerToken[…]";
  }
}
