// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.storage.StorageException;

/// A command can't go on; its message is for the person who typed it.
final class Failure extends Exception {
  private final int exit;

  private Failure(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  private Failure(int exit, String message, Exception cause) {
    super(message, cause);
    this.exit = exit;
  }

  /// What was typed or configured is wrong.
  static Failure yours(String message) {
    return new Failure(2, message);
  }

  /// Another system did not do its part.
  static Failure outside(String message) {
    return new Failure(3, message);
  }

  /// Another system did not do its part, and this is how it became known.
  static Failure outside(String message, Exception cause) {
    return new Failure(3, message, cause);
  }

  /// A quota, the disk or the time is used up.
  static Failure limit(String message, Exception cause) {
    return new Failure(4, message, cause);
  }

  /// What stopped a command that stores something.
  static Failure of(String command, StorageException e) {
    String message = "%s: %s".formatted(command, e.getMessage());
    return switch (e.kind()) {
      case IN_USE, YOURS -> new Failure(2, message, e);
      case LIMIT -> new Failure(4, message, e);
      case OURS -> new Failure(70, message, e);
    };
  }

  int exit() {
    return exit;
  }
}
