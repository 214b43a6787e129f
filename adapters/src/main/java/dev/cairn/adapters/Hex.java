// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a content, for an id that is the same whenever the content is.
final class Hex {
  private Hex() {}

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256, which every JDK has, is not there", e);
    }
  }
}
