// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Filter.Answer;
import org.junit.jupiter.api.Test;

final class FilterTest {
  private final Filter filter = new Filter();

  @Test
  void aConditionSpeaksOfTheEventsFields() {
    var change = Samples.merged(Samples.C1, "main");

    assertThat(filter.asks("branch == 'main'", change)).isEqualTo(new Answer.Yes());
    assertThat(filter.asks("branch == 'release'", change)).isEqualTo(new Answer.No());
    assertThat(filter.asks("branch.startsWith('ma') && !message.contains('wip')", change))
        .isEqualTo(new Answer.Yes());
  }

  @Test
  void artifactsAreTheirNames() {
    assertThat(filter.asks("artifact == 'shop'", Samples.published(Samples.D1)))
        .isEqualTo(new Answer.Yes());
  }

  @Test
  void whatTheEventDoesNotSayIsNull() {
    var first = Samples.upgraded("production", Samples.D1);

    assertThat(filter.asks("before == null", first)).isEqualTo(new Answer.Yes());
  }

  @Test
  void anUnknownFieldIsRefusedWithTheFieldsThereAre() {
    var answer = filter.asks("brunch == 'main'", Samples.merged(Samples.C1, "main"));

    assertThat(answer).isInstanceOf(Answer.Unclear.class);
    assertThat(((Answer.Unclear) answer).reason())
        .startsWith("@When(\"brunch == 'main'\"): ")
        .contains("undeclared reference to 'brunch'")
        .endsWith(
            "the fields of ChangeMerged are id, repository, branch, commit, author, message.");
  }

  @Test
  void whatCannotBeEvaluatedIsUnclear() {
    var change = Samples.merged(Samples.C1, "main");

    assertThat(filter.asks("int(message) > 3", change)).isInstanceOf(Answer.Unclear.class);
    assertThat(filter.asks("branch", change)).isInstanceOf(Answer.Unclear.class);
    assertThat(filter.asks("branch ==", change)).isInstanceOf(Answer.Unclear.class);
  }

  @Test
  void onlyAConditionThatNamesTheRepositoryAsksForIt() {
    var type = Trigger.Type.CHANGE_MERGED;

    assertThat(filter.asksForRepository("repository.endsWith('/shop.git')", type)).isTrue();
    assertThat(filter.asksForRepository("message == 'repository'", type)).isFalse();
  }
}
