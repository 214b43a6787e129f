// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.util.Map;

/// A request that is answered with an error of the specification.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient Map<String, String> headers;

  RefusedException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  /// @param headers that go with this answer
  RefusedException(ErrorCode code, String message, Map<String, String> headers) {
    super(message);
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  ErrorCode code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }
}
