// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

/// A journey's sentence in its two parts: where it is, and why.
///
/// ```
/// Held at gate release: the scan found 1 critical.   →   "Held at gate release", "the scan found 1 critical."
/// ```
record Sentence(String head, String rest) {
  static Sentence of(String text) {
    String visible = Words.visible(text);
    int colon = visible.indexOf(": ");
    if (colon < 0) {
      return new Sentence(
          visible.endsWith(".") ? visible.substring(0, visible.length() - 1) : visible, "");
    }
    return new Sentence(visible.substring(0, colon), visible.substring(colon + 2));
  }

  /// With how long it has been so: "Held at gate release for 12 min: the scan …".
  String lasting(String duration) {
    return head + " for " + duration + (rest.isEmpty() ? "." : ": " + rest);
  }

  String whole() {
    return head + (rest.isEmpty() ? "." : ": " + rest);
  }
}
