// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveriesPageTest {
  private static String said(List<String> types, String what) {
    return DeliveriesPage.what(
        new DeliveriesView.Row("d-1", "cairn", "cairn", Mocks.NOW, "joined", types, what));
  }

  @Test
  void aDeliveryIsSaidByWhatHappenedAndNotByHowManyEventsItHad() {
    assertThat(
            said(
                List.of(
                    "dev.cdevents.taskrun.finished.0.3.0",
                    "dev.cdevents.taskrun.finished.0.3.0",
                    "dev.cdeventsx.cairn-artifact.held.0.1.0"),
                ""))
        .isEqualTo("taskrun finished (2), artifact held");
  }

  @Test
  void whatThereIsToSayOfItStandsBehind() {
    assertThat(said(List.of("dev.cdevents.change.merged.0.3.0"), "it says what d-0 had said"))
        .isEqualTo("change merged; it says what d-0 had said");
    assertThat(said(List.of(), "body: not JSON at line 1")).isEqualTo("body: not JSON at line 1");
  }
}
