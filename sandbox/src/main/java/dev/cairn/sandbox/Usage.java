// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// What a running command uses, as the host sees it.
final class Usage {
  private static final long BLOCK = 4096;

  private Usage() {}

  /// Processes and threads below and with this one. What ends meanwhile is not counted.
  ///
  /// @param each is shown each process, a parent before its children
  static int processes(long pid, LongConsumer each) {
    each.accept(pid);
    Path process = Path.of("/proc", Long.toString(pid));
    int count = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        count++;
        for (String child : children(thread)) {
          count += processes(Long.parseLong(child), each);
        }
      }
    } catch (IOException _) {
      return count;
    }
    return count;
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

  /// The processes that a process has started and that still run.
  static List<Long> childrenOf(long pid) {
    return children(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid))).stream()
        .map(Long::valueOf)
        .toList();
  }

  /// Whether a process still runs: a dead one that its parent has not looked at does not.
  static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException _) {
      return false;
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
