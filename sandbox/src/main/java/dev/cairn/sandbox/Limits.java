// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.time.Duration;

/// What a command may use before it is ended.
///
/// @param time wall time, or [#FOREVER]
/// @param outputBytes standard output and error together; counted where Cairn reads them
/// @param processes at once, threads included
/// @param scratchBytes in writable mounts (what was there before counts too), and in `/tmp`
/// @param fileBytes the largest file
public record Limits(
    Duration time, long outputBytes, int processes, long scratchBytes, long fileBytes) {
  /// No limit in time: for services.
  public static final Duration FOREVER = Duration.ofDays(36_500);

  public Limits {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "limit of time: %s (expected: more than 0)".formatted(time));
    }
    if (outputBytes <= 0 || processes <= 0 || scratchBytes <= 0 || fileBytes <= 0) {
      throw new IllegalArgumentException(
          "limits: output %d, processes %d, scratch %d, file %d (expected: each more than 0)"
              .formatted(outputBytes, processes, scratchBytes, fileBytes));
    }
  }

  /// 10 minutes, 64 MiB of output, 1,000 processes, 4 GiB of scratch space, files of 2 GiB.
  public static Limits defaults() {
    return new Limits(Duration.ofMinutes(10), 64L << 20, 1_000, 4L << 30, 2L << 30);
  }

  /// The same with this time.
  public Limits time(Duration time) {
    return new Limits(time, outputBytes, processes, scratchBytes, fileBytes);
  }

  /// The same with this much output.
  public Limits outputBytes(long outputBytes) {
    return new Limits(time, outputBytes, processes, scratchBytes, fileBytes);
  }

  /// The same with this many processes and threads.
  public Limits processes(int processes) {
    return new Limits(time, outputBytes, processes, scratchBytes, fileBytes);
  }

  /// The same with this much scratch space, in one file, too.
  public Limits scratchBytes(long scratchBytes) {
    return new Limits(
        time, outputBytes, processes, scratchBytes, Math.min(fileBytes, scratchBytes));
  }
}
