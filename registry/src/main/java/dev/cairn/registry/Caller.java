// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who asks.
public sealed interface Caller {
  /// Anybody that is let in, by the name of their token, or `anonymous`.
  record Anyone(String name) implements Caller {}

  /// A worker that holds the lease of a run; may read what is held.
  record Lease(String run, long fence) implements Caller {}

  /// What a worker sends, `Bearer run.r-12.3.<token>`; nothing has been checked.
  ///
  /// @param lease the run and its fence
  /// @param token the worker's
  record LeaseClaim(Lease lease, String token) {
    private static final Pattern FORM =
        Pattern.compile("(?i:Bearer) +run\\.([^. ]+)\\.([0-9]{1,18})\\.(\\S+)");

    /// Reads the header `Authorization`, if it claims a lease.
    public static Optional<LeaseClaim> parse(String authorization) {
      Matcher matcher = FORM.matcher(authorization);
      return matcher.matches()
          ? Optional.of(
              new LeaseClaim(
                  new Lease(matcher.group(1), Long.parseLong(matcher.group(2))), matcher.group(3)))
          : Optional.empty();
    }
  }
}
