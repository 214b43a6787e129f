// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of some bytes, written as OCI writes it: `sha256:9f86d0…` (image-spec,
/// descriptor.md, "Digests").
///
/// @param hex 64 lower-case hex digits
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";

  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException(
          "digest: \"%s\" (expected: 64 lower-case hex digits)".formatted(shortened(hex)));
    }
  }

  /// The digest of these bytes.
  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  /// The digest of all that is left in the stream; it is not closed.
  public static Digest of(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return new Digest(HexFormat.of().formatHex(digest.digest()));
  }

  /// Reads `sha256:<64 hex>`.
  public static Digest parse(String text) {
    if (!isDigest(text)) {
      throw new IllegalArgumentException(
          "digest: \"%s\" (expected: sha256: and 64 lower-case hex digits)"
              .formatted(shortened(text)));
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /// Whether {@link #parse} would take this text.
  public static boolean isDigest(String text) {
    return text.startsWith(PREFIX) && isHex(text.substring(PREFIX.length()));
  }

  /// A digest computer of this algorithm, for code that sees the bytes go by.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 (java.security.MessageDigest)", e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }

  private static boolean isHex(String hex) {
    return hex.length() == 64
        && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
