// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.Closeable;
import java.io.IOException;

/// Reads acknowledged deliveries of one segment from a position on.
final class SegmentReader implements Closeable {
  private final Segment segment;
  private final Checkpoints checkpoints;
  private final SegmentScan scan;
  private long position;

  private SegmentReader(Segment segment, Checkpoints checkpoints, SegmentScan scan, long position) {
    this.segment = segment;
    this.checkpoints = checkpoints;
    this.scan = scan;
    this.position = position;
  }

  /// Stands before the delivery at this position, which lies in this segment.
  static SegmentReader open(Segment segment, Checkpoints checkpoints, long position)
      throws IOException {
    Checkpoints.Place place = checkpoints.before(segment, position);
    SegmentScan scan = SegmentScan.open(segment, place.offset());
    try {
      var reader = new SegmentReader(segment, checkpoints, scan, place.position());
      while (reader.position < position) {
        reader.record();
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      scan.close();
      throw e;
    }
  }

  /// The next delivery; there is one.
  StoredDelivery next() throws IOException {
    DeliveryId id = new DeliveryId(position);
    return new StoredDelivery(id, DeliveryForm.read(record().payload()));
  }

  private SegmentScan.Found.Whole record() throws IOException {
    long offset = scan.offset();
    String expected = new DeliveryId(position).toString();
    switch (scan.next()) {
      case SegmentScan.Found.Whole record -> {
        if (record.frame().position() != position) {
          String found = "a record of position %d".formatted(record.frame().position());
          throw new CorruptInboxException(segment.file(), offset, found, expected);
        }
        checkpoints.passed(segment, position, offset);
        position++;
        return record;
      }
      case SegmentScan.Found.Nothing _ ->
          throw new CorruptInboxException(segment.file(), offset, "no record", expected);
      case SegmentScan.Found.Broken(String what) ->
          throw new CorruptInboxException(segment.file(), offset, what, expected);
    }
  }

  @Override
  public void close() throws IOException {
    scan.close();
  }
}
