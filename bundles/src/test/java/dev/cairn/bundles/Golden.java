// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of the tests.
final class Golden {
  /// Each is a conversation with the bundle of the same name.
  static final List<String> NAMES = List.of("delivery", "security", "platform", "release");

  private Golden() {}

  /// A conversation: the worker's lines are those with `plan` or `answer`.
  static List<String> lines(String name) throws IOException {
    return Files.readAllLines(resource("/lines/" + name + ".jsonl"));
  }

  static boolean isOfTheWorker(String line) {
    return line.contains(",\"plan\":") || line.contains(",\"answer\":");
  }

  /// The folder of a bundle's sources.
  static Path bundle(String name) throws IOException {
    return resource("/bundles/" + name);
  }

  private static Path resource(String name) throws IOException {
    var resource = Golden.class.getResource(name);
    if (resource == null) {
      throw new IOException("read resource " + name + ": absent (expected: in src/test/resources)");
    }
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IOException("read resource " + name, e);
    }
  }
}
