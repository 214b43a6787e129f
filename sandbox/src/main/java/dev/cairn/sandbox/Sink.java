// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

/// Takes what a command prints, as it prints it. Called by one thread at a time.
@FunctionalInterface
public interface Sink {
  /// The first `length` bytes of the buffer, which is used again after the call.
  void take(Stream stream, byte[] buffer, int length);

  /// Where a command printed.
  enum Stream {
    OUTPUT,
    ERRORS
  }

  /// Forgets it all; it still counts against the limit.
  static Sink nothing() {
    return (_, _, _) -> {};
  }
}
