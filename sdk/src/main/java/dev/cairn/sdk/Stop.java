// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// Ends a task before its end.
///
/// ```java
/// if (covered < 80) throw Stop.failed("coverage: %d %% (expected: 80 or more)", covered);
/// ```
public final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean skipped;

  private Stop(boolean skipped, String reason) {
    super(reason);
    this.skipped = skipped;
  }

  /// The run fails, with this reason and the line of this call. Nothing is changed.
  ///
  /// @param reason with `%s` and the like for the arguments; as it is, where there are none
  public static Stop failed(String reason, Object... arguments) {
    return new Stop(false, formatted(reason, arguments));
  }

  /// The run is not needed, and says why. Nothing is changed.
  ///
  /// @param reason with `%s` and the like for the arguments; as it is, where there are none
  public static Stop skipped(String reason, Object... arguments) {
    return new Stop(true, formatted(reason, arguments));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of every bundle
  private static String formatted(String reason, Object... arguments) {
    return arguments.length == 0 ? reason : reason.formatted(arguments);
  }

  boolean skipped() {
    return skipped;
  }
}
