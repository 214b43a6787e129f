// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

/// A line that a bundle process may not write. The message says what is wrong with it.
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1;

  private final String at;

  private BadLineException(String message, String at) {
    super(message);
    this.at = at;
  }

  /// The line is not as the contract has it.
  static BadLineException malformed(String what, String value, String expected) {
    return new BadLineException(
        "%s: %s (expected: %s)".formatted(what, shortened(value), expected), "");
  }

  /// The line is well formed, but asks for what the task may not do.
  ///
  /// @param at the line of the team's code that it claims to come from
  static BadLineException forbidden(String message, String at) {
    return new BadLineException(message, at);
  }

  /// Whether the line asked for what the task may not do.
  boolean isForbidden() {
    return !at.isEmpty();
  }

  String at() {
    return at;
  }

  String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
