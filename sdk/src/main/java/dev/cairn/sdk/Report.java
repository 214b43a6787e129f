// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// The results of a test run, a handle. A failed test fails the run without being asked.
public final class Report {
  private final Handle step;

  Report(Handle step) {
    this.step = step;
  }

  /// How many tests passed. Waits for the tests.
  public int passed() {
    return count("passed");
  }

  /// How many tests failed. Waits for the tests; the run ends here, failed, if one did.
  public int failed() {
    return count("failed");
  }

  Json json() {
    return step.json();
  }

  private int count(String what) {
    String answer = Planning.current(what).ask(step.json(), what);
    try {
      return Integer.parseInt(answer);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "read %s: \"%s\" (expected: a number)".formatted(what, answer), e);
    }
  }
}
