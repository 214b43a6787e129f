// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryIdTest {
  @Test
  void namesSortAsTheDeliveriesCame() {
    assertThat(new DeliveryId(12)).hasToString("d-000000012");
    assertThat(new DeliveryId(9).toString()).isLessThan(new DeliveryId(10).toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 12, 999_999_999, 1_000_000_000, 123_456_789_012L})
  void whatIsWrittenIsRead(long position) {
    DeliveryId id = new DeliveryId(position);
    assertThat(DeliveryId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12", "d-12", "d-000000000", "d-00000001x", "d-0000000012", "D-000000012"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> DeliveryId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "delivery id: \"%s\" (expected: d- and nine or more digits, as in d-000000012)", text);
  }
}
