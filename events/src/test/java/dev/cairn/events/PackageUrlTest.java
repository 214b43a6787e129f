// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageUrlTest {
  private static final String HEX =
      "9b1c42000000000000000000000000000000000000000000000000000000beef";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkg:maven/org.acme/shop@1.0 | pkg:maven/org.acme/shop@1.0",
        "pkg:MAVEN/org.acme/shop@1.0 | pkg:maven/org.acme/shop@1.0",
        "pkg:npm/%40acme/shop@1.0.0 | pkg:npm/%40acme/shop@1.0.0",
        "pkg:oci/Shop@sha256%3Aab?tag=1&repository_url=registry.example/acme/shop |"
            + " pkg:oci/shop@sha256:ab?repository_url=registry.example%2Facme%2Fshop&tag=1",
        "pkg:oci/shop@sha256:ab?repository_url=registry.example%2Facme%2Fshop&tag=1 |"
            + " pkg:oci/shop@sha256:ab?repository_url=registry.example%2Facme%2Fshop&tag=1",
        "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie |"
            + " pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie",
        "pkg:golang/google.golang.org/genproto@v1#googleapis/api |"
            + " pkg:golang/google.golang.org/genproto@v1#googleapis/api",
        "pkg:generic/a%20b@1%2B2 | pkg:generic/a%20b@1%2B2",
        "pkg:pypi/Django_Allauth@12 | pkg:pypi/django-allauth@12",
      })
  void oneCanonicalFormForAllSpellings(String sent, String canonical) {
    assertThat(PackageUrl.parse(sent).orElseThrow().canonical()).isEqualTo(canonical);
  }

  @Test
  void canonicalFormIsItsOwnCanonicalForm() {
    String once =
        PackageUrl.parse("pkg:oci/a@sha256%3A" + HEX + "?x=%2F").orElseThrow().canonical();
    assertThat(PackageUrl.parse(once).orElseThrow().canonical()).isEqualTo(once);
  }

  @Test
  void malformedOnesAreNone() {
    for (String text :
        List.of("pkg:", "pkg:oci", "pkg:oci/", "oci/shop@1", "pkg://", "pkg:a b/c@1", "")) {
      assertThat(PackageUrl.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void aVersionThatIsADigestNamesTheDigestToo() {
    assertThat(Identity.ofArtifact("pkg:oci/shop@sha256%3A" + HEX))
        .containsExactly(
            new Identity("digest:sha256:" + HEX), new Identity("pkg:oci/shop@sha256:" + HEX));
  }

  @Test
  void withoutAVersionItIsNoIdentity() {
    assertThat(Identity.ofPackage("pkg:maven/org.acme/shop")).isEmpty();
  }
}
