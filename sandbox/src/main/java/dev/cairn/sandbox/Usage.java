// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a running command uses, as the host sees it.
final class Usage {
  private static final long BLOCK = 4096;

  private Usage() {}

  /// Whether there are this many processes and threads, or more, below and with this one. What ends
  /// meanwhile is not counted; nor is what is beyond, so that many take no longer than enough.
  ///
  /// @param each is shown each process, a parent before its children
  static boolean isAtLeast(int enough, long pid, LongConsumer each) {
    var left = new ArrayDeque<Long>(List.of(pid));
    int count = 0;
    while (count < enough && !left.isEmpty()) {
      long process = left.pop();
      each.accept(process);
      for (Path thread : threads(process)) {
        count++;
        children(thread).forEach(child -> left.push(Long.valueOf(child)));
      }
    }
    return count >= enough;
  }

  private static List<Path> threads(long process) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      return threads.toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static List<String> children(Path thread) {
    try {
      return Files.readString(thread.resolve("children"))
          .lines()
          .flatMap(line -> List.of(line.trim().split(" ", -1)).stream())
          .filter(pid -> !pid.isEmpty())
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// How many processes and threads there are on this machine, whosever they are; 0 if it does not
  /// say (`proc_loadavg(5)`: `0.20 0.18 0.12 1/80 11206`).
  static int ofTheMachine() {
    try {
      String all = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[3];
      return Integer.parseInt(all.substring(all.indexOf('/') + 1));
    } catch (IOException _) {
      return 0;
    }
  }

  /// The processes that a process has started and that still run.
  static List<Long> childrenOf(long pid) {
    return children(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid))).stream()
        .map(Long::valueOf)
        .toList();
  }

  /// Whether a process still runs: a dead one that its parent has not looked at does not.
  static boolean runs(long pid) {
    return "ZX".indexOf(state(pid)) < 0;
  }

  /// Whether a process was stopped by a signal, or has ended.
  static boolean isStopped(long pid) {
    return "TZX".indexOf(state(pid)) >= 0;
  }

  /// As `proc(5)` names it; `X` for one that is not there.
  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException _) {
      return 'X';
    }
  }

  /// Bytes on disk below these folders, each file and folder at least a block; links are not
  /// followed, what can't be read is not counted.
  static long bytes(List<Path> folders) throws IOException {
    var counter = new Counter();
    for (Path folder : folders) {
      Files.walkFileTree(folder, counter);
    }
    return counter.bytes;
  }

  private static final class Counter extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      bytes += BLOCK;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += (attributes.size() + BLOCK - 1) / BLOCK * BLOCK + BLOCK;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
