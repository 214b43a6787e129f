// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.io.IOException;
import java.util.Optional;

/// Why a step could not be run.
final class StepException extends IOException {
  private final Optional<String> because;

  StepException(String message) {
    super(message);
    this.because = Optional.empty();
  }

  /// @param because the step that failed
  StepException(String message, String because) {
    super(message);
    this.because = Optional.of(because);
  }

  Optional<String> because() {
    return because;
  }
}
