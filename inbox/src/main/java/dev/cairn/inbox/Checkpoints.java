// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Where some of the records begin, so that reading need not start at a segment's head: every 64th
/// record that a reader has passed, of the 256 segments that were read last.
///
/// ```
/// segment 4711: {4736 → byte 40960, 4800 → byte 139264}
/// ```
///
/// For any thread.
final class Checkpoints {
  /// A record and the byte where it begins.
  record Place(long position, long offset) {}

  private static final int EVERY = 64;
  private static final int SEGMENTS = 256;

  private final Map<Long, NavigableMap<Long, Long>> bySegment =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, NavigableMap<Long, Long>> eldest) {
          return size() > SEGMENTS;
        }
      };

  /// Keeps this place if it is one of those that are kept.
  synchronized void passed(Segment segment, long position, long offset) {
    if (position % EVERY == 0) {
      bySegment.computeIfAbsent(segment.first(), _ -> new TreeMap<>()).put(position, offset);
    }
  }

  /// The nearest known place at or before this position.
  synchronized Place before(Segment segment, long position) {
    NavigableMap<Long, Long> places = bySegment.get(segment.first());
    Map.Entry<Long, Long> place = places == null ? null : places.floorEntry(position);
    return place == null
        ? new Place(segment.first(), Segment.HEAD)
        : new Place(place.getKey(), place.getValue());
  }
}
