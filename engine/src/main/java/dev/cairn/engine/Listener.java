// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

/// Hears what happens to the steps of a run. Called by many threads.
public interface Listener {
  /// It runs now; not called for a step that is reused.
  ///
  /// @param command its commands in words: `javac -d /out … && java …`
  void started(Step step, String command);

  /// A line that it printed, without its end.
  void printed(Step step, String line);

  /// What it needs is being fetched or made: `download openjdk-17-jre-headless`, bytes or steps.
  void progress(Step step, String activity, long done, long total);

  /// It ended.
  void finished(Step step, Result result);

  /// Hears nothing.
  static Listener silent() {
    return new Listener() {
      @Override
      public void started(Step step, String command) {}

      @Override
      public void printed(Step step, String line) {}

      @Override
      public void progress(Step step, String activity, long done, long total) {}

      @Override
      public void finished(Step step, Result result) {}
    };
  }
}
