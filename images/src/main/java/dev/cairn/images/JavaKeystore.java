// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Trusted certificates as Java's own `cacerts` format (JKS), the same bytes each time; the JDK's
/// writer puts the time of day into each entry:
///
/// ```
/// feedfeed 00000002 <count>
/// 00000002 <alias> <time: 0> "X.509" <length> <DER>      for each
/// SHA-1 of password, "Mighty Aphrodite" and all above
/// ```
final class JavaKeystore {
  private static final String PASSWORD = "changeit";
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private final byte[] bytes;

  private JavaKeystore(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param certificates PEM files with one certificate each
  static JavaKeystore of(List<Path> certificates) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0xfeedfeed);
    out.writeInt(2);
    out.writeInt(certificates.size());
    for (Path file : certificates) {
      byte[] der = der(file);
      out.writeInt(2);
      out.writeUTF("debian:" + file.getFileName().toString().toLowerCase(Locale.ROOT));
      out.writeLong(0);
      out.writeUTF("X.509");
      out.writeInt(der.length);
      out.write(der);
    }
    out.write(check(bytes.toByteArray()));
    return new JavaKeystore(bytes.toByteArray());
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] der(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "make cacerts: %s (expected: a certificate between \"%s\" and \"%s\")"
              .formatted(file, BEGIN, END));
    }
    return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
  }

  private static byte[] check(byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(PASSWORD.getBytes(StandardCharsets.UTF_16BE));
      digest.update("Mighty Aphrodite".getBytes(StandardCharsets.US_ASCII));
      return digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1 (java.security.MessageDigest)", e);
    }
  }
}
