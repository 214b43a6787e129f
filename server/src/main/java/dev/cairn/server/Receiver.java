// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.DeliveryId;
import java.io.IOException;

/// Where everything comes in: on the disk before this returns.
interface Receiver {
  DeliveryId append(Delivery delivery) throws IOException;
}
