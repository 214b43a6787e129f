// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void aChangeIsItsNumber() {
    assertThat(Words.changeNumber("change:https://forge.example/acme/shop/pull/412"))
        .isEqualTo("#412");
    assertThat(Words.changeNumber("change:https://forge.example/acme/shop")).isEmpty();
  }

  @Test
  void aRepositoryIsTheLastPartOfItsAddress() {
    assertThat(Words.lastPart("https://forge.example/acme/shop.git")).isEqualTo("shop");
    assertThat(Words.lastPart("/srv/git/shop.git/")).isEqualTo("shop");
  }

  @Test
  void anEventIsSaidInWords() {
    assertThat(Words.event("dev.cdevents.artifact.published.0.3.0"))
        .isEqualTo("artifact published");
    assertThat(Words.event("dev.cdeventsx.cairn-finding.opened.0.1.0"))
        .isEqualTo("cairn-finding opened");
  }

  @Test
  void aTagThatIsACommitIsCut() {
    assertThat(Words.withoutLongHex("9d8c7b6a5f4e3d2c1b0a9d8c7b6a5f4e3d2c1b0a"))
        .isEqualTo("9d8c7b6…");
    assertThat(Words.withoutLongHex("checkout:1.48.0")).isEqualTo("checkout:1.48.0");
  }
}
