// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/// A text with its OpenPGP signatures (RFC 9580, 7), as an archive's `InRelease` is:
///
/// ```
/// -----BEGIN PGP SIGNED MESSAGE-----
/// Hash: SHA256
///
/// Origin: Debian
/// …
/// -----BEGIN PGP SIGNATURE-----
/// …
/// ```
///
/// @param text what was signed, line by line as it came
/// @param signature armored
record ClearSigned(String text, String signature) {
  private static final String MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final Set<Integer> BROKEN_HASHES =
      Set.of(HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160);

  /// @param name what is read, for the message
  static ClearSigned parse(String name, String document) throws UntrustedIndexException {
    List<String> lines = document.lines().toList();
    int start = lines.indexOf("");
    int end = lines.indexOf(SIGNATURE);
    if (lines.isEmpty() || !lines.getFirst().equals(MESSAGE) || start < 0 || end < start) {
      throw new UntrustedIndexException(
          "check %s: not signed (expected: \"%s\" … \"%s\"). Ask another mirror."
              .formatted(name, MESSAGE, SIGNATURE));
    }
    String text =
        lines.subList(start + 1, end).stream()
            .map(line -> line.startsWith("- ") ? line.substring(2) : line)
            .collect(Collectors.joining("\n"));
    return new ClearSigned(text, String.join("\n", lines.subList(end, lines.size())) + "\n");
  }

  /// The text, if at least one of these keys signed it, and no signature by one of them is wrong.
  ///
  /// @param now when keys must not have expired
  String verified(String name, Keyring keys, Instant now) throws UntrustedIndexException {
    int good = 0;
    for (PGPSignature signature : signatures(name)) {
      PGPPublicKey key = keys.find(signature.getKeyID());
      if (key == null) {
        continue;
      }
      checkKey(name, key, signature, now);
      if (!isBy(key, signature, name)) {
        throw new UntrustedIndexException(
            ("check %s: the signature by key %016X is wrong (expected: the text as it was signed)."
                    + " It was altered on the way; ask another mirror.")
                .formatted(name, key.getKeyID()));
      }
      good++;
    }
    if (good == 0) {
      throw new UntrustedIndexException(
          "check %s: no signature by a key of %s (expected: one). Install debian-archive-keyring,"
                  .formatted(name, keys.name())
              + " or name the keyring by CAIRN_DEBIAN_KEYRING.");
    }
    return text;
  }

  private List<PGPSignature> signatures(String name) throws UntrustedIndexException {
    try (InputStream in =
        PGPUtil.getDecoderStream(
            new ByteArrayInputStream(signature.getBytes(StandardCharsets.US_ASCII)))) {
      Object first = new PGPObjectFactory(in, new BcKeyFingerprintCalculator()).nextObject();
      if (first instanceof PGPSignatureList list) {
        List<PGPSignature> all = new ArrayList<>();
        list.forEach(all::add);
        return all;
      }
      throw new UntrustedIndexException(
          "check %s: its signature can't be read (expected: an OpenPGP signature)."
              .formatted(name));
    } catch (IOException e) {
      throw new UntrustedIndexException(
          "check %s: its signature can't be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static void checkKey(String name, PGPPublicKey key, PGPSignature signature, Instant now)
      throws UntrustedIndexException {
    Instant created = key.getCreationTime().toInstant();
    boolean expired =
        key.getValidSeconds() > 0 && created.plusSeconds(key.getValidSeconds()).isBefore(now);
    if (key.hasRevocation() || expired || BROKEN_HASHES.contains(signature.getHashAlgorithm())) {
      throw new UntrustedIndexException(
          ("check %s: key %016X is revoked or expired, or its signature uses a broken hash"
                  + " (expected: a valid key). Update debian-archive-keyring.")
              .formatted(name, key.getKeyID()));
    }
  }

  private boolean isBy(PGPPublicKey key, PGPSignature signature, String name)
      throws UntrustedIndexException {
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(canonicalText().getBytes(StandardCharsets.UTF_8));
      return signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT
          && signature.verify();
    } catch (PGPException e) {
      throw new UntrustedIndexException(
          "check %s: %s (expected: a signature that can be computed)"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /// Without blanks at line ends, lines joined by CRLF, without a last one.
  private String canonicalText() {
    return text.lines()
        .map(line -> line.replaceAll("[ \t\r]+$", ""))
        .collect(Collectors.joining("\r\n"));
  }
}
