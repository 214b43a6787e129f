// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A digest as clients name it, `sha256:9f86d0…` or `sha512:ee26b0…`. The store knows bytes by
/// SHA-256 only; a SHA-512 is a second name that the index resolves.
///
/// @param algorithm which
/// @param hex lower case, 64 or 128 digits
record OciDigest(Algorithm algorithm, String hex) {
  /// The two that the specification registers.
  enum Algorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String prefix;
    private final String java;
    private final int digits;

    Algorithm(String prefix, String java, int digits) {
      this.prefix = prefix;
      this.java = java;
      this.digits = digits;
    }

    MessageDigest computer() {
      try {
        return MessageDigest.getInstance(java);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + java, e);
      }
    }
  }

  private static final Pattern FORM = Pattern.compile("(sha256|sha512):([0-9a-f]{64,128})");

  static OciDigest of(Digest digest) {
    return new OciDigest(Algorithm.SHA256, digest.hex());
  }

  /// Reads it, if it is one.
  static Optional<OciDigest> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Algorithm algorithm = matcher.group(1).equals("sha256") ? Algorithm.SHA256 : Algorithm.SHA512;
    String hex = matcher.group(2);
    return hex.length() == algorithm.digits
        ? Optional.of(new OciDigest(algorithm, hex))
        : Optional.empty();
  }

  /// The name in the store, if this is one.
  Optional<Digest> content() {
    return switch (algorithm) {
      case SHA256 -> Optional.of(new Digest(hex));
      case SHA512 -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return algorithm.prefix + ":" + hex;
  }
}
