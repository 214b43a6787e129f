// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Adds up what the processes of a room have used, look by look, into [Used]. One thread.
///
/// The kernel adds to a parent's numbers what its children used once it has been told of their end,
/// and bubblewrap or PRoot is told of the orphans'; so the sum over those that live is the sum over
/// all. A parent is read before its children: what ends meanwhile is missed in this look, but
/// nothing is counted twice. The greatest sum of all looks counts.
final class Meter {
  /// `USER_HZ`, by which the kernel tells times; it is the same on all machines that Cairn knows.
  private static final int TICKS_A_SECOND = 100;

  /// In `/proc/PID/stat`, behind the name: `S 1 4711 …`.
  private static final int UTIME = 11;

  private static final int CSTIME = 14;
  private static final String MEMORY = "\nRssAnon:";
  private static final int LEAST_SHARE = 50;

  private final long room;
  private long startUp;
  private long mostTicks;
  private long mostBytes;
  private long next = System.nanoTime();

  private boolean reads;
  private boolean hasBegun;
  private long own;
  private long ticks;
  private long bytes;

  /// @param room the process that becomes bubblewrap or PRoot
  Meter(long room) {
    this.room = room;
  }

  /// Looks at all processes, unless there are too many.
  ///
  /// @return whether there are this many processes and threads, or more
  boolean isAtLeast(int enough) {
    long begin = System.nanoTime();
    reads = begin >= next;
    ticks = 0;
    bytes = 0;
    boolean isAtLeast = Usage.isAtLeast(enough, room, this::read);
    if (reads && hasBegun) {
      mostTicks = Math.max(mostTicks, ticks - startUp);
      mostBytes = Math.max(mostBytes, bytes);
    }
    if (reads) {
      next = begin + LEAST_SHARE * (System.nanoTime() - begin);
    }
    return isAtLeast;
  }

  Used used() {
    return new Used(Duration.ofMillis(mostTicks * 1_000 / TICKS_A_SECOND), mostBytes);
  }

  private void read(long pid) {
    if (!reads) {
      return;
    }
    try {
      long used = ticks(text(pid, "stat"));
      if (pid == room) {
        own = used;
      } else if (!hasBegun) {
        hasBegun = true;
        startUp = own;
      }
      ticks += used;
      bytes += bytes(text(pid, "status"));
    } catch (IOException _) {
      // It has ended, and its parent knows what it used.
    }
  }

  private static String text(long pid, String file) throws IOException {
    return Files.readString(
        Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
  }

  /// Of the process, and of those of its children that have ended.
  static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int i = UTIME; i <= CSTIME; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }

  /// None of a process that has ended and still has its number.
  static long bytes(String status) {
    int at = status.indexOf(MEMORY);
    if (at < 0) {
      return 0;
    }
    String kilobytes = status.substring(at + MEMORY.length(), status.indexOf(" kB", at));
    return Long.parseLong(kilobytes.strip()) * 1024;
  }
}
