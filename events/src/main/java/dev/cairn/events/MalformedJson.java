// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

/// Bytes that are not JSON, or more of it than Cairn reads (CONTRACT.md, "Limits").
public final class MalformedJson extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  MalformedJson(String why) {
    super(why);
    this.why = why;
  }

  MalformedJson(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  /// What is wrong, and where, for whoever sent it.
  public String why() {
    return why;
  }
}
