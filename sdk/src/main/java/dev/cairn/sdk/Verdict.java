// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// What a task says about an artifact. A {@link Gate} returns one.
public final class Verdict {
  private final Json.Members json;
  private final Place place;

  Verdict(Json.Members json, Place place) {
    this.json = json;
    this.place = place;
  }

  /// It passed.
  public static Verdict passed() {
    return new Verdict(
        Json.object().with("passed", true), Planning.current("Verdict.passed").place("verdict"));
  }

  /// It did not pass.
  ///
  /// @param reason one sentence that says what to do
  public static Verdict failed(String reason) {
    return new Verdict(
        Json.object().with("passed", false).with("reason", reason),
        Planning.current("Verdict.failed").place("verdict"));
  }

  Json.Members json() {
    return json;
  }

  Place place() {
    return place;
  }
}
