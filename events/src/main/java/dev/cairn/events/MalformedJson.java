// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

/// Bytes that are not JSON, or more of it than Cairn reads (CONTRACT.md, "Limits").
public final class MalformedJson extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedJson(String message) {
    super(message);
  }

  MalformedJson(String message, Throwable cause) {
    super(message, cause);
  }
}
