// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaKeystoreTest {
  @TempDir Path folder;

  @Test
  void javaReadsItWithItsUsualPassword() throws Exception {
    X509Certificate certificate = someCertificate();
    Path file = pem(certificate);
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(JavaKeystore.of(List.of(file)).open(), "changeit".toCharArray());
    assertThat(store.getCertificate("debian:some.crt")).isEqualTo(certificate);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void itsBytesAreTheSameEachTime() throws Exception {
    Path file = pem(someCertificate());
    assertThat(JavaKeystore.of(List.of(file)).open().readAllBytes())
        .isEqualTo(JavaKeystore.of(List.of(file)).open().readAllBytes());
  }

  @Test
  void whatIsNoCertificateIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.crt"), "hello");
    assertThatThrownBy(() -> JavaKeystore.of(List.of(file)))
        .hasMessageContaining("make cacerts: " + file);
  }

  /// One that this JDK trusts.
  private static X509Certificate someCertificate() throws Exception {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow()
        .getAcceptedIssuers()[0];
  }

  private Path pem(X509Certificate certificate) throws IOException, CertificateEncodingException {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
        folder.resolve("some.crt"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
