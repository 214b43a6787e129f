// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.D1;
import static dev.cairn.dispatch.Samples.ended;
import static dev.cairn.dispatch.Samples.leased;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.events.Event;
import dev.cairn.events.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class FindingEventsTest {
  private static final String FINDING = "finding/CAIRN-DEMO-2/" + "a".repeat(64);
  private static final Run RESCAN =
      ended(leased(Samples.SECURITY, Samples.JUDGE, "rescan", Samples.live(D1)), Move.PASS, "");
  private static final JsonNode NOTHING = JsonNodes.object("{\"passed\":true,\"findings\":[]}");
  private static final JsonNode ONE =
      JsonNodes.object(
          """
          {"passed":false,"findings":[
           {"id":"CAIRN-DEMO-2","severity":"CRITICAL","package":"pkg:maven/a/b@2.3.0","name":"a:b",
            "version":"2.3.0","fixed":"2.3.1"}]}
          """);

  private static Map<String, String> attributes(Event event) {
    return event.says().stream()
        .filter(Statement.Subject.class::isInstance)
        .map(it -> ((Statement.Subject) it).attributes())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(it -> it.id().id()).toList();
  }

  @Test
  void aFindingIsSaidAsAColleagueWould() {
    var events = OwnEvents.findings(RESCAN, Optional.empty(), ONE);

    assertThat(attributes(events.getFirst()))
        .containsEntry("status", "flagged")
        .containsEntry("reason", "CAIRN-DEMO-2, critical, in a:b 2.3.0, fixed in 2.3.1");
  }

  @Test
  void anAdvisoryIsFoundOnceInAnArtifact() {
    var verdict =
        JsonNodes.object(
            """
            {"passed":false,"findings":[
             {"id":"CAIRN-DEMO-2","severity":"HIGH","package":"pkg:maven/a/b","version":"1.0"},
             {"id":"CAIRN-DEMO-2","severity":"HIGH","package":"pkg:maven/a/c","version":"1.0"}]}
            """);

    var events = OwnEvents.findings(RESCAN, Optional.empty(), verdict);

    assertThat(ids(events)).containsExactly(FINDING);
    assertThat(Trigger.of(events.getFirst()))
        .singleElement()
        .satisfies(trigger -> {
          assertThat(trigger.type()).isEqualTo(Trigger.Type.FINDING_OPENED);
          assertThat(trigger.text("environment")).isEqualTo("production");
          assertThat(trigger.text("severity")).isEqualTo("HIGH");
        });
  }

  @Test
  void whatIsStillFoundIsTheSameEvent() {
    assertThat(ids(OwnEvents.findings(RESCAN, Optional.of(ONE), ONE))).containsExactly(FINDING);
  }

  @Test
  void whatIsFoundNoMoreIsClosedAndStartsNothing() {
    var events = OwnEvents.findings(RESCAN, Optional.of(ONE), NOTHING);

    assertThat(ids(events)).containsExactly(FINDING + "/closed/r-12");
    assertThat(events.getFirst().type()).isEqualTo("dev.cdeventsx.cairn-finding.closed.0.1.0");
    assertThat(attributes(events.getFirst()))
        .containsEntry("status", "passed")
        .containsEntry("reason", "rescan finds it no more");
    assertThat(Trigger.of(events.getFirst())).isEmpty();
  }

  @Test
  void whatComesBackIsOpenedAnew() {
    assertThat(ids(OwnEvents.findings(RESCAN, Optional.of(NOTHING), ONE)))
        .containsExactly(FINDING + "/r-12");
  }
}
