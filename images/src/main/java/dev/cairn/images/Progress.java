// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

/// Hears how far a long piece of work has come. Called by many threads, often.
@FunctionalInterface
public interface Progress {
  /// @param activity what is being done: `download 72 packages`
  /// @param done of `total`; bytes, or steps
  void at(String activity, long done, long total);

  /// Hears nothing.
  static Progress silent() {
    return (_, _, _) -> {};
  }
}
