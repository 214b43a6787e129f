// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The seccomp filter as a file, since a child process can only inherit what a shell opens for it.
/// One for the whole life of this JVM; made again if somebody cleans up below it.
final class FilterFile {
  /// Guarded by the class.
  private static Path file = Path.of("/dev/null");

  private FilterFile() {}

  static synchronized Path path() throws IOException {
    if (!Files.isRegularFile(file)) {
      file = Files.createTempFile("cairn-system-calls-", ".bpf");
      file.toFile().deleteOnExit();
      Files.write(file, SystemCalls.filter(System.getProperty("os.arch", "")));
    }
    return file;
  }
}
