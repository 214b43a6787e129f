// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.time.Instant;

/// The delivery that brought an event first, and when it came in: the one thing in a journey that
/// is of the receiver's clock.
public record Receipt(String delivery, Instant received) {}
