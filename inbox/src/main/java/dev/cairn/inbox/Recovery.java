// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a folder holds when it is opened, and the cutting of a tail that was never acknowledged.
final class Recovery {
  /// @param segments by position
  /// @param next the position of the next delivery
  /// @param end the byte of the last segment behind its last record
  /// @param cut what was cut off, for the log
  record State(List<Segment> segments, long next, long end, Optional<String> cut) {}

  private Recovery() {}

  /// Reads all heads and the whole last segment.
  static State of(Path folder) throws IOException {
    List<Segment> segments = segments(folder);
    if (segments.isEmpty()) {
      return new State(segments, 1, Segment.HEAD, Optional.empty());
    }
    Segment last = segments.getLast();
    try (SegmentScan scan = SegmentScan.open(last, Segment.HEAD)) {
      long next = last.first();
      SegmentScan.Found found = scan.next();
      while (found instanceof SegmentScan.Found.Whole(Frame frame, _)) {
        expect(last, scan.offset(), frame, next);
        next++;
        found = scan.next();
      }
      long end = scan.offset();
      String what = found instanceof SegmentScan.Found.Broken(String broken) ? broken : "zeros";
      refuseIfAcknowledged(last, scan, next, what);
      scan.seek(end);
      Optional<String> cut =
          scan.onlyZerosLeft() ? Optional.empty() : Optional.of(cut(last, end, next));
      return new State(segments, next, end, cut);
    }
  }

  private static List<Segment> segments(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path name : names) {
        if (name.toString().endsWith(Segment.SUFFIX + ".new")) {
          Files.delete(name);
        } else if (name.toString().endsWith(Segment.SUFFIX)) {
          files.add(name);
        }
      }
    }
    files.sort(null);
    List<Segment> segments = new ArrayList<>();
    long previous = 0;
    for (Path file : files) {
      Segment segment = Segment.read(file);
      if (segment.previous() != previous) {
        throw new CorruptInboxException(
            file,
            28,
            "it follows the segment of position %d".formatted(segment.previous()),
            "that of position %d; a file is missing".formatted(previous));
      }
      segments.add(segment);
      previous = segment.first();
    }
    return segments;
  }

  private static void expect(Segment segment, long offset, Frame frame, long position)
      throws CorruptInboxException {
    if (frame.position() != position) {
      throw new CorruptInboxException(
          segment.file(),
          offset,
          "a record of %s ends".formatted(new DeliveryId(Math.max(1, frame.position()))),
          new DeliveryId(position).toString());
    }
  }

  /// The record at the scan is bad. If a good one of a later batch follows, then this one had been
  /// flushed, and somebody has been told so.
  private static void refuseIfAcknowledged(
      Segment segment, SegmentScan scan, long position, String what) throws IOException {
    long bad = scan.offset();
    scan.seek(bad + 1);
    for (long at = scan.nextMagic(); at >= 0; at = scan.nextMagic()) {
      scan.seek(at);
      switch (scan.next()) {
        case SegmentScan.Found.Whole(Frame frame, _) -> {
          if (frame.batch() > position) {
            throw new CorruptInboxException(
                segment.file(),
                bad,
                what,
                "%s, since %s behind it was acknowledged after it"
                    .formatted(new DeliveryId(position), new DeliveryId(frame.position())));
          }
        }
        case SegmentScan.Found.Nothing _, SegmentScan.Found.Broken _ -> scan.seek(at + 1);
      }
    }
  }

  private static String cut(Segment segment, long end, long next) throws IOException {
    Path torn = Path.of(segment.file() + ".torn");
    try (FileChannel from =
            FileChannel.open(segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        var to = Channels.newChannel(Files.newOutputStream(torn))) {
      long size = from.size();
      for (long at = end; at < size; ) {
        at += from.transferTo(at, size - at, to);
      }
      from.truncate(end);
      from.force(true);
      return "%s: %d bytes behind byte %d were cut off: %s was never acknowledged. They are in %s."
          .formatted(segment.file(), size - end, end, new DeliveryId(next), torn.getFileName());
    }
  }
}
