// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

/// A delivery that is on the disk, with the name that it got there.
public record StoredDelivery(DeliveryId id, Delivery delivery) {
  /// Its place in the inbox, as in {@link DeliveryId#position}.
  public long position() {
    return id.position();
  }
}
