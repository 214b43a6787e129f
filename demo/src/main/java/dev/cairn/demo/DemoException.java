// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

/// The demo can't go on; the message says what was tried and what came of it.
final class DemoException extends RuntimeException {
  DemoException(String message) {
    super(message);
  }
}
