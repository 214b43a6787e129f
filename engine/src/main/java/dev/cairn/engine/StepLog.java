// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.sandbox.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What the commands of a step print: all of it, up to a bound; line by line to who listens; and
/// the standard output of the last command by itself. Used by one thread at a time.
final class StepLog implements Sink {
  private static final int LARGEST = 16 << 20;
  private static final int LONGEST_LINE = 16 << 10;
  private static final int LONGEST_SHOWN = 400;

  /// Where tools say what is wrong: javac, Maven, compilers, runtimes, shells, tests.
  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)\\berror\\b|\\bexception\\b|exception:|\\bfatal\\b|\\bfailed\\b|\\bpanic:|\\bundefined\\b|no"
              + " such file|not found|permission denied|cannot |can't ");

  private final Consumer<String> lines;
  private final int mostOutput;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private String firstError = "";
  private String last = "";

  /// @param lines hears each line
  /// @param mostOutput how much of the last command's standard output is kept
  StepLog(Consumer<String> lines, int mostOutput) {
    this.lines = lines;
    this.mostOutput = mostOutput;
  }

  /// A new command begins.
  void command() {
    endLine();
    output.reset();
    firstError = "";
    last = "";
  }

  /// A line of Cairn's own.
  void say(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    take(Stream.ERRORS, bytes, bytes.length);
  }

  @Override
  public synchronized void take(Stream stream, byte[] buffer, int length) {
    if (stream == Stream.OUTPUT) {
      output.write(buffer, 0, Math.min(length, mostOutput + 1 - output.size()));
    }
    all.write(buffer, 0, Math.min(length, LARGEST - all.size()));
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        line(buffer, from, i);
        endLine();
        from = i + 1;
      }
    }
    line(buffer, from, length);
  }

  /// Lines without end are cut into pieces.
  private void line(byte[] buffer, int from, int to) {
    int at = from;
    while (at < to) {
      int n = Math.min(to - at, LONGEST_LINE - line.size());
      line.write(buffer, at, n);
      at += n;
      if (line.size() >= LONGEST_LINE) {
        endLine();
      }
    }
  }

  private void endLine() {
    if (line.size() == 0) {
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.isBlank()) {
      last = text.strip();
      if (firstError.isEmpty() && isError(text)) {
        firstError = text.strip();
      }
    }
    lines.accept(text);
  }

  private static boolean isError(String text) {
    return ERROR.matcher(text.substring(0, Math.min(text.length(), LONGEST_SHOWN))).find();
  }

  /// The first line that speaks of an error, or the last line; empty if nothing was printed.
  String firstErrorLine() {
    endLine();
    String text = firstError.isEmpty() ? last : firstError;
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /// Whether more standard output came than is kept.
  boolean hasTooMuchOutput() {
    return output.size() > mostOutput;
  }

  /// The standard output of the last command.
  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  Digest keep(ContentStore store) throws IOException {
    endLine();
    return store.put(all.toByteArray());
  }
}
