// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person may repeat.
final class RerunTest {
  private static final String C1 = "1".repeat(40);
  private static final String C2 = "2".repeat(40);
  private static final String D1 = "sha256:" + "a1".repeat(32);
  private static final String D2 = "sha256:" + "a2".repeat(32);

  private final Known known = new Known();
  private final Dispatch dispatch = new Dispatch();

  @Test
  void whatDidNotPassCanBeRepeated() {
    promotes(D1, C1);
    for (RunStatus status : List.of(RunStatus.FAILED, RunStatus.SKIPPED, RunStatus.UNKNOWN)) {
      known.runs.set(0, Run.queued(1, known.run(1).wanted(), Samples.NOON));
      known.becomes(1, status);

      assertThat(why(1)).as(status.word()).isNull();
    }
  }

  @Test
  void whatPassedStays() {
    promotes(D1, C1);
    known.becomes(1, RunStatus.PASSED);

    assertThat(why(1)).contains("it did its work, and what it gave stays");
  }

  @Test
  void whatIsUnderWayIsNotDoubled() {
    promotes(D1, C1);

    assertThat(why(1)).isEqualTo("it is queued");
    known.becomes(1, RunStatus.RUNNING);
    assertThat(why(1)).isEqualTo("it is running");
  }

  @Test
  void anOlderEffectIsNotRepeatedOverANewerOneOfItsLane() {
    known.after.put(C1, List.of(C2));
    promotes(D1, C1);
    known.becomes(1, RunStatus.FAILED);
    promotes(D2, C2);
    known.becomes(2, RunStatus.PASSED);

    assertThat(why(1)).isEqualTo("r-2, of a newer change, is before it and is passed");
  }

  @Test
  void thatItWaitsAgainIsSaidOfTheMomentInWhichItWasAsked() {
    promotes(D1, C1);
    known.becomes(1, RunStatus.FAILED);
    Instant asked = Samples.NOON.plusSeconds(3600);

    Run again = known.run(1).rerun(asked).orElseThrow();
    Event event = OwnEvents.again(again, asked);

    assertThat(again.attempt()).isEqualTo(2);
    assertThat(event.time()).isEqualTo(asked);
    assertThat(event.type()).isEqualTo("dev.cdeventsx.cairn-run.queued.0.1.0");
    assertThat(event.id().id()).isEqualTo("run/r-1/queued/2");
  }

  private void promotes(String digest, String commit) {
    known.happens(dispatch, Samples.released(digest, commit));
  }

  private String why(int run) {
    return dispatch.whyNotAgain(known.run(run), known).orElse(null);
  }
}
