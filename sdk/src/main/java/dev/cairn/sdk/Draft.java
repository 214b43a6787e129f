// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// A step that was begun, until it is said what is wanted of it. One thread: the planning one.
final class Draft {
  private final String at;
  private boolean finished;

  Draft(String at) {
    this.at = at;
  }

  void finish() {
    finished = true;
  }

  boolean finished() {
    return finished;
  }

  String at() {
    return at;
  }
}
