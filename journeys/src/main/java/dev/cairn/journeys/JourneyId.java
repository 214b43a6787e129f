// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Public ids are computed from what is known, never given out, so they are the same whatever came
/// first: UUIDs (version 8) of a SHA-256.
///
/// ```
/// journey  commit:4f2c…             → 0d3f8f6e-53c1-8a7b-9d0e-6f1f4a5b6c7d
/// node     artifact digest:sha256:… → 6b1f…
/// ```
public final class JourneyId {
  private JourneyId() {}

  /// The id of the journey whose root has this least identity; also what is sent as `chainId`.
  public static String of(Identity root) {
    return uuid(root.value());
  }

  /// The id of a node.
  static String node(NodeKind kind, Identity least) {
    return uuid(kind.word() + " " + least.value());
  }

  /// The id of something that is expected, and has no identity yet.
  static String expected(String name, String rootNode) {
    return uuid("expected " + rootNode + " " + name);
  }

  private static String uuid(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (bytes.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (bytes.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("hash an identity: SHA-256 (expected: in every JDK)", e);
    }
  }
}
