// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.C2;
import static dev.cairn.dispatch.Samples.D1;
import static dev.cairn.dispatch.Samples.D2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Gate.Ruling;
import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.Trigger.Field;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final Verdict PASSED = new Verdict("security", "scan", D1, 14, true, "");
  private static final Verdict FAILED =
      new Verdict("security", "scan", D1, 21, false, "1 critical, CAIRN-DEMO-1");

  private final Gate gate = new Gate();

  private Ruling judge(Catalogue catalogue, Verdict... verdicts) {
    return gate.judge(Samples.published(D1), catalogue, List.of(verdicts));
  }

  private static String held(Ruling ruling) {
    assertThat(ruling).isInstanceOf(Ruling.Hold.class);
    return ((Ruling.Hold) ruling).reason();
  }

  @Test
  void aPassingVerdictOfEveryGateTaskReleases() {
    assertThat(judge(Samples.loaded(), PASSED)).isEqualTo(new Ruling.Release(List.of(PASSED)));
  }

  @Test
  void withoutAVerdictItIsHeld() {
    assertThat(held(judge(Samples.loaded())))
        .isEqualTo("scan has not said anything yet (security)");
  }

  @Test
  void aFailingVerdictHoldsWithItsReason() {
    assertThat(held(judge(Samples.loaded(), FAILED)))
        .isEqualTo("the scan found 1 critical, CAIRN-DEMO-1");
  }

  @Test
  void aVerdictThatCountsNothingIsSaidAsItIs() {
    var verdict =
        new Gate.Verdict("security", "coverage", Samples.D1, 9, false, "61 % (expected: 80)");
    assertThat(new Gate.Missing.Failed(verdict).text())
        .isEqualTo("coverage failed: 61 % (expected: 80)");
  }

  @Test
  void ofOneTasksVerdictsTheNewestCounts() {
    assertThat(judge(Samples.loaded(), PASSED, FAILED)).isInstanceOf(Ruling.Hold.class);
  }

  @Test
  void anotherArtifactsVerdictOrAnotherTasksCountsForNothing() {
    var other = new Verdict("security", "scan", D2, 30, true, "");
    var rescan = new Verdict("security", "rescan", D1, 31, true, "");
    var forged = new Verdict("shop", "scan", D1, 32, true, "");

    assertThat(judge(Samples.loaded(), other, rescan, forged)).isInstanceOf(Ruling.Hold.class);
  }

  @Test
  void aGateTaskWhoseConditionRefusesTheArtifactIsNotAsked() {
    var published = Samples.published(D1);
    var fields = new TreeMap<>(published.fields());
    fields.put("artifact", new Field.Artifact("scratch", D1));
    var scratch =
        new Trigger(
            published.type(),
            fields,
            published.subject(),
            "",
            published.artifact(),
            Optional.empty(),
            published.event(),
            published.time());

    assertThat(gate.judge(scratch, Samples.loaded(), List.of()))
        .isEqualTo(new Ruling.Release(List.of()));
  }

  @Test
  void aConditionThatCannotBeEvaluatedHolds() {
    var unclear =
        TaskTable.parse(
            """
            {"bundle":"Security","tasks":[{"name":"scan","kind":"gate","parameters":[
              {"name":"image","type":"ArtifactPublished","when":"nonsense(tag)"}]}]}
            """);
    var catalogue = Samples.loaded().after(new Catalogue.Change.Loaded("security", "k2", unclear));

    assertThat(judge(catalogue)).isInstanceOf(Ruling.Hold.class);
  }

  @Test
  void aGateBundleThatFailsToLoadKeepsHolding() {
    var broken =
        Samples.loaded()
            .after(new Catalogue.Change.HeadMoved("security", C2, "k8"))
            .after(new Catalogue.Change.Refused("security", "k8", "';' expected", ""));

    assertThat(held(judge(broken))).isEqualTo("scan has not said anything yet (security)");
    assertThat(judge(broken, PASSED)).isInstanceOf(Ruling.Release.class);
  }

  @Test
  void aBundleThatHasNeverLoadedHolds() {
    var first =
        Catalogue.EMPTY
            .after(new Catalogue.Change.Configured(Samples.SECURITY))
            .after(new Catalogue.Change.HeadMoved("security", C2, "k8"));

    assertThat(held(judge(first)))
        .isEqualTo("bundle security has never loaded: it is being compiled");
    assertThat(held(judge(first.after(new Catalogue.Change.Refused("security", "k8", "no ;", "")))))
        .isEqualTo("bundle security has never loaded: no ;");
    assertThat(
            held(judge(Catalogue.EMPTY.after(new Catalogue.Change.Configured(Samples.SECURITY)))))
        .startsWith("bundle security has never loaded: nothing of it has been read");
  }

  @Test
  void withoutAnyGateTaskItIsReleased() {
    assertThat(judge(Catalogue.EMPTY)).isEqualTo(new Ruling.Release(List.of()));
    var none =
        Catalogue.EMPTY
            .after(new Catalogue.Change.Configured(Samples.SECURITY))
            .after(new Catalogue.Change.HeadWithout("security", C2));
    assertThat(judge(none)).isEqualTo(new Ruling.Release(List.of()));
  }
}
