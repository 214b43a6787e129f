// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PublicationTest {
  private static final String DIGEST = "sha256:" + "9f".repeat(32);

  @Test
  void withoutATagItIsReferredToByItsDigest() {
    Event event =
        OwnEvents.published(
            new OwnEvents.Publication("shop", "", DIGEST, "manifest", List.of(), List.of()),
            Optional.empty(),
            Instant.parse("2026-11-21T14:03:12Z"));

    assertThat(event.id().id()).startsWith("registry/shop/@/" + "9f".repeat(32));
    assertThat(event.says().toString()).contains("fact.reference=shop@" + DIGEST);
    assertThat(Trigger.of(event))
        .singleElement()
        .satisfies(trigger -> assertThat(trigger.text("tag")).isEmpty());
  }
}
