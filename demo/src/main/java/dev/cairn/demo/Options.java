// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `cairn demo` was asked for.
///
/// @param exit play, check, end
/// @param port 0 for a free one
record Options(
    boolean exit,
    boolean headless,
    int port,
    Optional<Path> cache,
    Optional<Path> folder,
    boolean help) {
  static final String HELP =
      """
      cairn demo: plays a real delivery in a scratch folder, and leaves it running for you to look at.

        --exit        play without a person, check what the demo claims, and end with 0 or say what was missing
        --headless    do not open a browser
        --port N      serve on this port (a free one otherwise)
        --cache DIR   where packages, locks and content are kept ($XDG_CACHE_HOME/cairn otherwise)
        --folder DIR  play in this folder, which must be empty (a new one below the temporary folder otherwise)

      Ctrl-C ends everything that it started.
      """;

  static Options of(List<String> arguments) {
    boolean exit = false;
    boolean headless = false;
    boolean help = false;
    int port = 0;
    Optional<Path> cache = Optional.empty();
    Optional<Path> folder = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      switch (word) {
        case "--exit" -> exit = true;
        case "--headless" -> headless = true;
        case "--help", "-h" -> help = true;
        case "--port" -> port = port(value(arguments, ++i, word));
        case "--cache" ->
            cache = Optional.of(Path.of(value(arguments, ++i, word)).toAbsolutePath());
        case "--folder" ->
            folder = Optional.of(Path.of(value(arguments, ++i, word)).toAbsolutePath());
        default ->
            throw new IllegalArgumentException(
                "cairn demo: %s (expected: --exit, --headless, --port N, --cache DIR, --folder DIR). See cairn demo --help."
                    .formatted(word));
      }
    }
    return new Options(exit, headless, port, cache, folder, help);
  }

  private static String value(List<String> arguments, int index, String option) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException(
          "cairn demo: %s (expected: a value after it). See cairn demo --help.".formatted(option));
    }
    return arguments.get(index);
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          "cairn demo: --port %s (expected: a number from 0 to 65535)".formatted(text));
    }
    return Integer.parseInt(text);
  }
}
