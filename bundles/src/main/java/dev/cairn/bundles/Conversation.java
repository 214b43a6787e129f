// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Running;
import dev.cairn.sandbox.Sandbox;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lines to and from one bundle process. One thread talks; two of its own listen, so that a process
/// that prints without end neither blocks nor fills the worker: it waits, or is ended.
final class Conversation implements AutoCloseable {
  private static final int WAITING_LINES = 256;
  private static final long MOST_PRINTED = 16L << 20;
  private static final int KEPT_LINES = 1_000;
  private static final int KEPT_LENGTH = 2_000;
  private static final Duration FIRST_MARK = Duration.ofMillis(250);
  private static final Duration MARK = Duration.ofSeconds(1);

  private final Running process;
  private final BlockingQueue<Said> lines = new ArrayBlockingQueue<>(WAITING_LINES);

  /// Guarded by itself.
  private final Deque<String> printed = new ArrayDeque<>();

  /// How often the process has said that nothing printed is on its way; guarded by `printed`.
  private int marks;

  private volatile Optional<String> ended = Optional.empty();
  private volatile boolean closed;

  /// Touched by the talking thread alone, as is `marking`: whether the process marks the end of
  /// what it printed, as the SDK's does.
  private boolean greeted;

  private boolean marking;

  private final Thread log;

  private Conversation(Running process) {
    this.process = process;
    this.log = Thread.ofPlatform().daemon().name("cairn-bundle-log").unstarted(this::keepPrinted);
  }

  /// What came from the process.
  sealed interface Said {
    /// A line.
    record Line(String text) implements Said {}

    /// Nothing more will come, and why.
    record End(String reason) implements Said {}

    /// Nothing came in time.
    record Silence() implements Said {}
  }

  static Conversation start(Sandbox sandbox, Command command) throws IOException {
    var conversation = new Conversation(sandbox.start(command));
    Thread.ofPlatform().daemon().name("cairn-bundle-lines").start(conversation::listen);
    conversation.log.start();
    return conversation;
  }

  boolean alive() {
    return !closed && ended.isEmpty() && process.alive();
  }

  /// Whether its first line has been read.
  boolean greeted() {
    return greeted;
  }

  void markGreeted() throws InterruptedException {
    greeted = true;
    marking = marked(FIRST_MARK);
  }

  /// Waits for what was printed before the last line: it comes through another pipe.
  void awaitPrinted() throws InterruptedException {
    if (marking) {
      marking = marked(MARK);
    }
  }

  private boolean marked(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (printed) {
      for (long left = patience.toMillis();
          marks == 0 && left > 0;
          left = (end - System.nanoTime()) / 1_000_000) {
        printed.wait(left);
      }
      boolean marked = marks > 0;
      marks = 0;
      return marked;
    }
  }

  /// Says a line.
  ///
  /// @return whether there was anybody to hear it
  boolean say(String line) {
    try {
      process.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.input().flush();
      return true;
    } catch (IOException _) {
      return false; // the process has ended; what it said last tells why
    }
  }

  Said next(Duration patience) throws InterruptedException {
    Said said = lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (said == null) {
      return new Said.Silence();
    }
    return said instanceof Said.End(String reason) ? new Said.End(end(reason)) : said;
  }

  /// What the team's code printed since it was last asked for.
  List<String> takePrinted() {
    synchronized (printed) {
      List<String> all = new ArrayList<>(printed);
      printed.clear();
      return all;
    }
  }

  @Override
  public void close() {
    closed = true;
    process.kill();
  }

  private String end(String reason) throws InterruptedException {
    if (!reason.isEmpty()) {
      return reason;
    }
    Optional<Outcome> outcome = process.await(Duration.ofSeconds(5));
    log.join(Duration.ofSeconds(1)); // its last words
    if (ended.isPresent()) {
      return ended.get() + " (its limit). A task's method only plans: have it print less.";
    }
    String last = lastPrinted();
    if (last.contains("OutOfMemoryError")) {
      return "filled its memory (limit: 64 MB)";
    }
    String sentence = outcome.map(Outcome::sentence).orElse("closed its output");
    return last.isEmpty() ? "ended: " + sentence : "ended: " + sentence + ": " + last;
  }

  private String lastPrinted() {
    synchronized (printed) {
      @Nullable String last = printed.peekLast();
      return last == null ? "" : last;
    }
  }

  private void listen() {
    try (var in = new BufferedInputStream(process.output())) {
      String line = line(in);
      while (!line.isEmpty() && tell(new Said.Line(line))) {
        line = line(in);
      }
      tell(new Said.End(""));
    } catch (BadLineException e) {
      tell(new Said.End("wrote " + e.message()));
    } catch (IOException _) {
      tell(new Said.End("")); // its end of the pipe is gone
    }
  }

  /// Waits for room, unless nobody listens any more.
  private boolean tell(Said said) {
    try {
      while (!closed) {
        if (lines.offer(said, 100, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /// The next line that is not empty; empty at the end.
  private static String line(InputStream in) throws IOException, BadLineException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
      } else if (line.size() > 0) {
        return text(line.toByteArray());
      }
      if (line.size() > PlanLines.LONGEST) {
        throw BadLineException.malformed(
            "a line", "longer than " + PlanLines.LONGEST + " bytes", "at most that");
      }
    }
    if (line.size() > 0) {
      throw BadLineException.malformed("a line", text(line.toByteArray()), "a line end after it");
    }
    return "";
  }

  private static String text(byte[] bytes) throws BadLineException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw BadLineException.malformed("a line", "%d bytes".formatted(bytes.length), "UTF-8");
    }
  }

  private void keepPrinted() {
    byte[] buffer = new byte[8192];
    long count = 0;
    var line = new ByteArrayOutputStream();
    try (InputStream in = process.errors()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
        for (int i = 0; i < n; i++) {
          if (buffer[i] == '\n') {
            keep(line);
          } else if (buffer[i] == 0) {
            mark(line);
          } else if (line.size() < KEPT_LENGTH) {
            line.write(buffer[i]);
          }
        }
        if (count > MOST_PRINTED) {
          ended = Optional.of("printed more than %d MB".formatted(MOST_PRINTED >> 20));
          process.kill();
        }
      }
      if (line.size() > 0) {
        keep(line);
      }
    } catch (IOException _) {
      keep(line); // its end of the pipe is gone
    }
  }

  private void mark(ByteArrayOutputStream line) {
    if (line.size() > 0) {
      keep(line);
    }
    synchronized (printed) {
      marks++;
      printed.notifyAll();
    }
  }

  private void keep(ByteArrayOutputStream line) {
    synchronized (printed) {
      printed.addLast(line.toString(StandardCharsets.UTF_8));
      if (printed.size() > KEPT_LINES) {
        printed.removeFirst();
      }
    }
    line.reset();
  }
}
