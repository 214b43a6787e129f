// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

/// The database can't be opened or can't be written, and why, in one line with what to do.
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Whose matter it is.
  public enum Kind {
    /// Another server has the folder.
    IN_USE,
    /// The folder can't be read or written.
    YOURS,
    /// The disk is full.
    LIMIT,
    /// Anything else: a bug, or a damaged file.
    OURS
  }

  private final Kind kind;

  StorageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  StorageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
