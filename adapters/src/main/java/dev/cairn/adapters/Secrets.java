// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two ways in which tools show that they know a secret: a signature of the body, or the secret
/// itself in a header. Every secret is compared, in constant time, so nothing is learned from how
/// long a refusal took.
final class Secrets {
  private Secrets() {}

  /// `sha256=<hex of HMAC-SHA256(body)>`, as GitHub signs.
  static Optional<String> signedBody(Delivery delivery, String header, List<String> secrets) {
    Optional<String> given = delivery.header(header);
    if (given.isEmpty()) {
      return Optional.of(
          "%s: absent (expected: sha256=<hex of the body's HMAC>). Set the webhook's secret."
              .formatted(header));
    }
    byte[] claimed = given.get().strip().getBytes(StandardCharsets.UTF_8);
    boolean isKnown = false;
    for (String secret : secrets) {
      String expected = "sha256=" + HexFormat.of().formatHex(hmac(secret, delivery.body()));
      isKnown |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), claimed);
    }
    return isKnown
        ? Optional.empty()
        : Optional.of(
            "%s: is not the signature of this body (expected: the HMAC by one of the %d secrets). Compare the webhook's secret with the configured one."
                .formatted(header, secrets.size()));
  }

  /// `Authorization: Bearer S`, `Basic <anyone:S>` or the bare `S`.
  static Optional<String> authorization(Delivery delivery, List<String> secrets) {
    Optional<String> given = delivery.header("authorization");
    if (given.isEmpty()) {
      return Optional.of(
          "authorization: absent (expected: Bearer <secret>). Let the tool send the header.");
    }
    byte[] claimed = token(given.get().strip()).getBytes(StandardCharsets.UTF_8);
    boolean isKnown = false;
    for (String secret : secrets) {
      isKnown |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), claimed);
    }
    return isKnown
        ? Optional.empty()
        : Optional.of(
            "authorization: not a known secret (expected: Bearer and one of the %d secrets). Compare the tool's header with the configured secret."
                .formatted(secrets.size()));
  }

  private static String token(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space);
    if (scheme.equalsIgnoreCase("Bearer")) {
      return authorization.substring(space + 1).strip();
    }
    if (scheme.equalsIgnoreCase("Basic")) {
      try {
        String pair =
            new String(
                Base64.getDecoder().decode(authorization.substring(space + 1).strip()),
                StandardCharsets.UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
      } catch (IllegalArgumentException _) {
        return "";
      }
    }
    return authorization;
  }

  private static byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.getBytes(StandardCharsets.UTF_8);
      // A key of no bytes is refused by the JDK; it is no secret either.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[] {0} : key, "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256, which every JDK has, is not there", e);
    }
  }
}
