// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

/// How much an inbox takes at once.
///
/// @param segmentBytes a segment that would grow beyond this is sealed and a new one begun
/// @param deliveryBytes the largest delivery, headers and all; a larger one is refused
/// @param pendingBytes what may wait for the disk in memory; further senders wait outside
public record InboxLimits(int segmentBytes, int deliveryBytes, int pendingBytes) {
  /// Segments of 32 MiB; 26 MiB a delivery (the contract's 25 MiB body and its headers); 64 MiB
  /// waiting.
  public static final InboxLimits USUAL = new InboxLimits(32 << 20, 26 << 20, 64 << 20);

  public InboxLimits {
    if (segmentBytes < 1024 || deliveryBytes < 1 || pendingBytes < deliveryBytes) {
      throw new IllegalArgumentException(
          "inbox limits: segment %d, delivery %d, pending %d bytes (expected: a segment of 1024 or more, and no less pending than one delivery)"
              .formatted(segmentBytes, deliveryBytes, pendingBytes));
    }
  }
}
