// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class StatementJsonTest {
  private static final Identity RUN = Identity.run("cairn/r-12");
  private static final Identity COMMIT = Identity.commit("4f2c".repeat(10));

  @Test
  void everyKindOfNodeEdgeAndStrengthComesBackAsItWas() throws MalformedJson {
    var says = new ArrayList<Statement>();
    for (NodeKind kind : NodeKind.values()) {
      says.add(
          new Statement.Subject(
              kind,
              new TreeSet<>(Set.of(RUN)),
              Set.of(Identity.environment("production")),
              new TreeMap<>(Map.of("status", "passed", "title", "ship \"it\" ✓"))));
    }
    for (EdgeKind kind : EdgeKind.values()) {
      for (Strength strength : Strength.values()) {
        says.add(
            new Statement.Derivation(
                COMMIT, RUN, kind, new Statement.Evidence(strength, "same-commit", "4f2c", "")));
      }
    }
    String json = StatementJson.json(says).write();
    assertThat(StatementJson.read(Json.read(json.getBytes(UTF_8)))).isEqualTo(says);
  }

  @Test
  void faultNamesItsPlace() throws MalformedJson {
    Json bad =
        Json.read(
            "[{\"subject\":\"run\",\"identities\":[\"run:a\"]},{\"subject\":\"robot\",\"identities\":[\"run:a\"]}]"
                .getBytes(UTF_8));
    assertThatThrownBy(() -> StatementJson.read(bad))
        .hasMessage("says[1]: subject: \"robot\" (expected: a word of NodeKind)");
  }

  @Test
  void placeIsNoIdentityOfASubject() throws MalformedJson {
    Json bad =
        Json.read(
            "[{\"subject\":\"run\",\"identities\":[\"environment:production\"]}]".getBytes(UTF_8));
    assertThatThrownBy(() -> StatementJson.read(bad)).hasMessageContaining("says[0]: subject");
  }

  @Test
  void anEventOfCairnsOwnHoldsWhatItSays() throws MalformedJson {
    var event =
        new CdEvent(
            new EventId("cairn", "run/r-12/finished/1"),
            "dev.cdevents.taskrun.finished.0.3.0",
            Instant.parse("2026-11-21T14:03:12Z"),
            "r-12");
    List<Statement> says =
        List.of(
            new Statement.Subject(
                NodeKind.RUN, new TreeSet<>(Set.of(RUN)), Set.of(), new TreeMap<>()));
    Json json = Json.read(event.saying(says).write().getBytes(UTF_8));
    assertThat(StatementJson.read(json.at("data", "customData", "says"))).isEqualTo(says);
    assertThat(event.says(says).id()).isEqualTo(new EventId("cairn", "run/r-12/finished/1"));
  }
}
