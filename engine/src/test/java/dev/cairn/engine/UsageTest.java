// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.content.Digest;
import dev.cairn.sandbox.Used;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run used and what it avoided.
final class UsageTest {
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final Cost SECOND =
      new Cost(Duration.ofSeconds(1), Duration.ofSeconds(2), 190_000_000);

  @TempDir Path folder;

  /// 4 cores and 16 GB, reserved for 10 minutes, half of them busy.
  @Test
  void coresAndMemoryTakeWhatCloudCarbonFootprintSays() {
    Energy cores = Energy.of(Duration.ofMinutes(40), Duration.ofMinutes(20), 0);
    Energy all = Energy.of(Duration.ofMinutes(40), Duration.ofMinutes(20), 16 / 6.0);

    assertThat(cores.middle()).isCloseTo(1.69, within(0.005));
    assertThat(all.middle()).isCloseTo(2.93, within(0.005));
    assertThat(all.low()).isCloseTo(0.45 * 2 / 3 + 1.24 / 3 + 0.392 * 16 / 6, within(0.005));
    assertThat(all.high()).isBetween(1.5 * all.middle(), 3 * all.middle());
  }

  @Test
  void stepReservesOneCoreAndMoreOnlyIfItKeepsMoreBusy() {
    Energy waiting = Energy.of(new Cost(Duration.ZERO, Duration.ofHours(1), 0));
    Energy busy = Energy.of(new Cost(Duration.ofHours(3), Duration.ofHours(1), 0));

    assertThat(waiting.middle()).isCloseTo(0.74 * 1.185, within(1e-9));
    assertThat(busy.middle()).isCloseTo(3 * 3.54 * 1.185, within(1e-9));
  }

  @Test
  void bandHoldsTheMiddleWhateverWasUsed() {
    for (Duration cpu : List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(9))) {
      Energy energy = Energy.of(new Cost(cpu, Duration.ofHours(1), 1_000_000_000));
      assertThat(energy.middle()).isGreaterThan(energy.low()).isLessThan(energy.high());
    }
  }

  @Test
  void twoDigitsAreSaidInTheUnitThatSuitsThem() {
    assertThat(new Energy(0.0037, 0.00834, 0.0204).words()).isEqualTo("8.3 mWh (3.7 to 20)");
    assertThat(new Energy(0.14, 0.3111, 0.74).words()).isEqualTo("0.31 Wh (0.14 to 0.74)");
    assertThat(new Energy(91, 1234, 2987).words()).isEqualTo("1200 Wh (91 to 3000)");
    assertThat(new Energy(1.4e-6, 3.1e-6, 7.4e-6).words())
        .isEqualTo("0.0031 mWh (0.0014 to 0.0074)");
  }

  private static Result passed(boolean reused, Optional<Cost> cost) {
    return new Result.Passed(
        new Value.Checked(), reused, DIGEST, Duration.ofSeconds(3), cost, DIGEST);
  }

  @Test
  void whatRanIsUsedAndWhatWasReusedIsAvoided() {
    Result failed =
        new Result.Failed(
            "javac ended with exit code 1",
            "",
            Optional.empty(),
            DIGEST,
            Duration.ofSeconds(3),
            Optional.of(new Cost(Duration.ofMillis(500), Duration.ofSeconds(1), 9_000_000)),
            DIGEST);
    Usage usage =
        Usage.of(
                List.of(
                    passed(false, Optional.of(SECOND)), failed, passed(true, Optional.of(SECOND))))
            .orElseThrow();

    assertThat(usage.used().cpu()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(usage.used().memoryBytes()).isEqualTo(190_000_000);
    assertThat(usage.avoided().steps()).isEqualTo(1);
    assertThat(usage.avoided().energy()).isEqualTo(Energy.of(SECOND));
    assertThat(usage.words())
        .isEqualTo(
            "1.5 s CPU, 190 MB, an estimated 2.2 mWh (0.93 to 5.8); 1.5 mWh (0.64 to 3.9) avoided"
                + " by reuse");
  }

  @Test
  void runThatOnlyReusedSaysSo() {
    assertThat(Usage.of(List.of(passed(true, Optional.of(SECOND)))).orElseThrow().words())
        .startsWith("no command ran; an estimated ")
        .endsWith(" avoided by reuse");
  }

  @Test
  void whatIsNotKnownIsNotZero() {
    assertThat(Usage.of(List.of(passed(true, Optional.empty())))).isEmpty();
    assertThat(Usage.of(List.of())).isEmpty();
    Usage usage =
        Usage.of(List.of(passed(true, Optional.empty()), passed(false, Optional.of(SECOND))))
            .orElseThrow();
    assertThat(usage.avoided().steps()).isZero();
    assertThat(usage.words()).doesNotContain("avoided");
  }

  @Test
  void costIsKeptWithTheResultAndComesBackWithIt() throws IOException, InterruptedException {
    Rig rig = new Rig(folder);
    rig.machine.used = new Used(Duration.ofMillis(640), 81_000_000);
    rig.run(Rig.compile("s1"));
    rig.machine.used = new Used(Duration.ofHours(1), 1);

    assertThat(rig.run(Rig.compile("s1")).cost())
        .contains(new Cost(Duration.ofMillis(640), Duration.ofMillis(5), 81_000_000));
  }

  @Test
  void resultsThatWereKeptWithoutTheirCostAreReused() throws IOException, InterruptedException {
    Rig rig = new Rig(folder);
    rig.run(Rig.compile("s1"));
    try (var kept = Files.newDirectoryStream(folder.resolve("cache/steps"))) {
      for (Path file : kept) {
        Files.writeString(file, Files.readString(file).replaceFirst("\"cost\":\\{[^}]*},", ""));
      }
    }
    Result again = rig.run(Rig.compile("s1"));

    assertThat(rig.machine.ran).hasSize(1);
    assertThat(again.cost()).isEmpty();
  }
}
