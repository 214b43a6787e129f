// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveryFormTest {
  @Test
  void everythingComesBackAsItWas() {
    Delivery delivery =
        new Delivery(
            "github",
            "wörk",
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            List.of(
                new Delivery.Header("X-A", "1"),
                new Delivery.Header("x-a", "2"),
                new Delivery.Header("Empty", "")),
            Body.of(new byte[] {0, -1, 13, 10, (byte) 0xc3}));
    assertThat(DeliveryForm.read(DeliveryForm.write(delivery))).isEqualTo(delivery);
  }

  @Test
  void headersAreFoundWhateverTheirCase() {
    assertThat(Deliveries.of("x").header("x-github-EVENT")).contains("push");
    assertThat(Deliveries.of("x").header("x-github")).isEmpty();
  }

  @Test
  void aFormOfTheFutureIsNamed() {
    assertThatThrownBy(() -> DeliveryForm.read(ByteBuffer.wrap(new byte[] {2, 0, 0})))
        .hasMessage(
            "read delivery: form 2 (expected: 1). A newer Cairn has written it; use that one.");
  }

  @Test
  void aRecordThatEndsTooEarlyIsNamed() {
    ByteBuffer whole = DeliveryForm.write(Deliveries.of("hello"));
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer part = whole.slice(0, length);
      assertThatThrownBy(() -> DeliveryForm.read(part))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ends too early");
    }
  }
}
