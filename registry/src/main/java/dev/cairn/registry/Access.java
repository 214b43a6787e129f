// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.util.Optional;

/// Who may do what. The server implements it on its tokens and leases.
@FunctionalInterface
public interface Access {
  /// What somebody wants to do.
  enum Action {
    /// See whether this is a registry, and whether one may come in.
    ENTER,
    PULL,
    PUSH,
    DELETE
  }

  /// @param authorization the header, if one was sent
  /// @param repository empty for {@link Action#ENTER}
  record Asked(Optional<String> authorization, Action action, String repository) {}

  /// The answer.
  sealed interface Answer {
    /// Go on, as this caller.
    record Granted(Caller caller) implements Answer {}

    /// Answered by 401.
    ///
    /// @param challenge the header `WWW-Authenticate`
    /// @param message what to do, for the error body
    record WhoAreYou(String challenge, String message) implements Answer {}

    /// Answered by 403.
    ///
    /// @param message which right lacks, for the error body
    record Denied(String message) implements Answer {}
  }

  Answer answer(Asked asked);

  /// Everybody may do everything: a registry on loopback without configuration. Leases are not
  /// known here, and what is held is held from everyone.
  static Access open() {
    return _ -> new Answer.Granted(new Caller.Anyone("anonymous"));
  }
}
