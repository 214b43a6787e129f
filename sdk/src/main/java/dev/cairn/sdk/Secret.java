// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// The name of something that only a step may see, such as a password. Its value never comes into
/// the process that plans:
///
/// ```java
/// static final Secret CHAT = Secret.named("chat");
/// ```
///
/// No Cairn keeps secrets yet: a plan that asks for one is refused, with its line.
///
/// @param name `chat`
public record Secret(String name) {
  public Secret {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "secret: \"%s\" (expected: lower-case letters, digits, '.', '_' and '-')"
              .formatted(name));
    }
  }

  /// The secret of this name in the server's configuration.
  public static Secret named(String name) {
    return new Secret(name);
  }
}
