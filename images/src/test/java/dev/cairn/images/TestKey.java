// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Date;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/// A key that signs as an archive does, made for one test.
final class TestKey {
  /// Bouncy Castle asks for this type.
  @SuppressWarnings("JavaUtilDate")
  private static final Date CREATED = new Date(1_700_000_000_000L);

  private final BcPGPKeyPair pair;

  private TestKey(BcPGPKeyPair pair) {
    this.pair = pair;
  }

  static TestKey make() throws PGPException {
    var generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65_537), new SecureRandom(), 2048, 100));
    return new TestKey(
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_4,
            PublicKeyAlgorithmTags.RSA_GENERAL,
            generator.generateKeyPair(),
            CREATED));
  }

  byte[] publicKeys() throws IOException {
    return pair.getPublicKey().getEncoded();
  }

  String clearSigned(String text) throws PGPException, IOException {
    var generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
            pair.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
    String canonical = text.lines().map(String::stripTrailing).collect(Collectors.joining("\r\n"));
    generator.update(canonical.getBytes(StandardCharsets.UTF_8));
    var armored = new ByteArrayOutputStream();
    try (var out = ArmoredOutputStream.builder().build(armored)) {
      generator.generate().encode(out);
    }
    String escaped =
        text.lines()
            .map(line -> line.startsWith("-") ? "- " + line : line)
            .collect(Collectors.joining("\n"));
    return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
        + escaped
        + "\n"
        + armored.toString(StandardCharsets.US_ASCII);
  }
}
