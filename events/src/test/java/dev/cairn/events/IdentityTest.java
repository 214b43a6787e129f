// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentityTest {
  private static final String COMMIT = "4f2c1a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";

  @Test
  void commitIsWrittenInLowerCase() {
    assertThat(Identity.commit(COMMIT.toUpperCase(Locale.ROOT)))
        .isEqualTo(new Identity("commit:" + COMMIT));
  }

  @Test
  void shortZeroOrCutNamesAreNoIdentity() {
    for (String text :
        List.of(
            "commit:4f2c1a9",
            "commit:" + "0".repeat(40),
            "commit:" + COMMIT + "0",
            "digest:sha256:" + "a".repeat(63),
            "digest:sha256:" + "A".repeat(64),
            "digest:sha512:" + "a".repeat(64),
            "change:",
            "run:with\nnewline",
            "pkg:oci",
            "nothing")) {
      assertThat(Identity.isIdentity(text)).as(text).isFalse();
    }
  }

  @Test
  void refusalShowsTheValueAndWhatWasExpected() {
    assertThatThrownBy(() -> new Identity("commit:4f2c1a9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "identity: \"commit:4f2c1a9\" (expected: a form of CONTRACT.md, such as commit:<40 hex>"
                + " or digest:sha256:<64 hex>)");
  }

  @Test
  void placesAndHintsAreKnownAsSuch() {
    assertThat(Identity.branch("https://github.com/acme/shop", "main").isPlace()).isTrue();
    assertThat(Identity.service("production", "shop").isPlace()).isTrue();
    assertThat(new Identity("chain:4c8cb7dd").isHint()).isTrue();
    assertThat(Identity.commit(COMMIT).isPlace()).isFalse();
    assertThat(Identity.commit(COMMIT).isHint()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "git@github.com:acme/shop.git, https://github.com/acme/shop",
    "ssh://git@github.com:22/acme/shop, https://github.com/acme/shop",
    "https://GitHub.com/acme/Shop.git/, https://github.com/acme/Shop",
    "https://token@github.com/acme/shop, https://github.com/acme/shop",
    "git+https://github.com/acme/shop.git, https://github.com/acme/shop",
    "http://127.0.0.1:3000/acme/shop.git, http://127.0.0.1:3000/acme/shop",
    "/srv/git/shop.git, /srv/git/shop.git",
    "/srv/git/shop.git/, /srv/git/shop.git",
    "registry.example:5000/acme/shop, registry.example:5000/acme/shop",
  })
  void oneAddressForARepository(String sent, String canonical) {
    assertThat(RepositoryUrl.canonical(sent)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "cdevents:v0:github::acme:shop:pr:412, change:https://github.com/acme/shop/pull/412",
    "cdevents:v0:gitlab::acme:shop:mr:9, change:https://gitlab.com/acme/shop/-/merge_requests/9",
    "cdevents:v0:github:own:acme:shop:pr:412, change:cdevents:v0:github:own:acme:shop:pr:412",
    "cdevents:v0:github::acme:shop:execution:5, run:https://github.com/acme/shop/actions/runs/5",
    "cdevents:v0:jira::acme:shop:issue:SHOP-1, ticket:cdevents:v0:jira::acme:shop:issue:SHOP-1",
    "cdevents:v0:github::acme:shop:commit:4f2c1a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a,"
        + " commit:4f2c1a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a",
    "cdevents:v0:::::artifact:pkg%3Adocker%2Fmyapp%401.0.0, pkg:docker/myapp@1.0.0",
    "cdevents:v0:github::acme:shop:branch:main, branch:https://github.com/acme/shop#main",
  })
  void domainIdNamesTheSameAsTheTool(String domainId, String identity) {
    assertThat(DomainId.parse(domainId).flatMap(DomainId::identity))
        .contains(new Identity(identity));
  }

  @Test
  void mentionIsAWholeStringOrNothing() {
    String digest = "sha256:" + "a".repeat(64);
    assertThat(Mention.of(digest)).containsExactly(Identity.digest(digest));
    assertThat(Mention.of("git+https://github.com/acme/shop@" + COMMIT))
        .containsExactly(Identity.commit(COMMIT));
    assertThat(Mention.of("https://github.com/acme/shop/pull/412"))
        .containsExactly(Identity.change("https://github.com/acme/shop/pull/412"));
    assertThat(Mention.of("fixes " + digest)).isEmpty();
    assertThat(Mention.of(COMMIT)).isEmpty();
    assertThat(Mention.of("sha256:" + "a".repeat(63))).isEmpty();
  }
}
