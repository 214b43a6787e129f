// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words behind a command: options with a value, flags, and the rest. All behind `--` is rest.
record Arguments(
    String command,
    Map<String, String> options,
    Collection<String> flags,
    List<String> rest,
    List<String> behind) {

  /// @param valued the options that take a value, such as `--port`
  /// @param flagged those that take none, such as `--json`
  static Arguments parse(
      String command, List<String> words, List<String> valued, List<String> flagged)
      throws Failure {
    var options = new HashMap<String, String>();
    var flags = new ArrayList<String>();
    var rest = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      if (word.equals("--")) {
        return new Arguments(command, options, flags, rest, words.subList(i + 1, words.size()));
      } else if (flagged.contains(word)) {
        flags.add(word);
      } else if (valued.contains(name)) {
        if (equals > 0) {
          options.put(name, word.substring(equals + 1));
        } else if (i + 1 < words.size()) {
          options.put(name, words.get(++i));
        } else {
          throw Failure.yours(
              "cairn %s: %s (expected: a value behind it). See cairn help %s."
                  .formatted(command, word, command));
        }
      } else if (word.startsWith("-") && word.length() > 1) {
        var known = new ArrayList<>(valued);
        known.addAll(flagged);
        throw Failure.yours(
            "cairn %s: %s is not an option (expected: %s).%s See cairn help %s."
                .formatted(
                    command,
                    word,
                    known.isEmpty() ? "none" : String.join(", ", known),
                    Suggestion.of(name, known),
                    command));
      } else {
        rest.add(word);
      }
    }
    return new Arguments(command, options, flags, rest, List.of());
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean flag(String name) {
    return flags.contains(name);
  }

  Optional<Integer> number(String name) throws Failure {
    String text = options.get(name);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw Failure.yours(
          "cairn %s: %s %s (expected: a whole number)".formatted(command, name, text));
    }
    return Optional.of(Integer.parseInt(text));
  }

  /// The only word that is meant, such as a task's name.
  String only(String what) throws Failure {
    if (rest.size() != 1) {
      throw Failure.yours(
          "cairn %s: %s (expected: %s). See cairn help %s."
              .formatted(
                  command,
                  rest.isEmpty() ? "nothing is named" : String.join(" ", rest),
                  what,
                  command));
    }
    return rest.getFirst();
  }

  /// For a command that takes options only: what else was typed is not silently left out.
  Arguments withoutWords() throws Failure {
    if (!rest.isEmpty() || !behind.isEmpty()) {
      throw Failure.yours(
          "cairn %s: %s (expected: options only). See cairn help %s."
              .formatted(command, (rest.isEmpty() ? behind : rest).getFirst(), command));
    }
    return this;
  }

  /// Whether `--sandbox=require` was said, the only value that there is.
  boolean requiresSandbox() throws Failure {
    Optional<String> level = option("--sandbox");
    if (level.isPresent() && !level.get().equals("require")) {
      throw Failure.yours(
          "cairn %s: --sandbox %s (expected: require). See cairn help %s."
              .formatted(command, level.get(), command));
    }
    return level.isPresent();
  }

  /// A port of `--port`.
  Optional<Integer> port() throws Failure {
    Optional<Integer> port = number("--port");
    if (port.isPresent() && port.get() > 65_535) {
      throw Failure.yours(
          "cairn %s: --port %d (expected: 0 to 65535; 0 takes a free one)"
              .formatted(command, port.get()));
    }
    return port;
  }
}
