// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// How a test suite ended.
public enum Outcome {
  PASS,
  FAIL;

  /// `PASS` for true.
  public static Outcome of(boolean passed) {
    return passed ? PASS : FAIL;
  }
}
