// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Keeps foreign web pages out of a Cairn that listens on loopback without tokens: the `Host` must
/// be loopback's (no DNS rebinding), and a browser's `Origin` must be the same as the `Host` (no
/// foreign page).
final class Guard {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final boolean loopback;

  Guard(String listen) {
    this.loopback = isLoopback(listen);
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  /// Whether reading and sending need no token.
  boolean open() {
    return loopback;
  }

  /// Why a request is not let in, where it is not.
  Optional<Problem> refusal(Optional<String> host, Optional<String> origin) {
    if (!loopback) {
      return Optional.empty();
    }
    String authority = host.orElse("");
    if (!LOOPBACK.contains(name(authority))) {
      return Optional.of(
          Problem.of(
              403,
              "Host: \"%s\" (expected: 127.0.0.1 or localhost, since this Cairn listens on loopback only)"
                  .formatted(shortened(authority))));
    }
    if (origin.isPresent() && !authority.equalsIgnoreCase(authorityOf(origin.get()))) {
      return Optional.of(
          Problem.of(
              403,
              "Origin: \"%s\" (expected: http://%s; other web pages may not use this Cairn)"
                  .formatted(shortened(origin.get()), authority)));
    }
    return Optional.empty();
  }

  private static String name(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon > 0 && authority.indexOf(']') < colon;
    return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }

  private static String authorityOf(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
