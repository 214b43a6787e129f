// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Programs;
import dev.cairn.sandbox.Sandbox;
import dev.cairn.sandbox.Used;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a command is said to have used, beside what its own shell says. Each ends with a pause in
/// which Cairn looks, so that what a last look can miss is not in question.
final class UsedIT {
  private static final Duration ROUNDING = Duration.ofMillis(120);

  private static Path root = Path.of("/");

  private enum Kind {
    NAMESPACES,
    EMULATED
  }

  private record Ended(Used used, String said) {}

  @BeforeAll
  static void room() throws Exception {
    root = TestCache.root(Platform.ofThisMachine(), "dash", "coreutils").path();
  }

  private static Ended run(Kind kind, String script) throws Exception {
    Programs programs =
        switch (kind) {
          case NAMESPACES -> TestCache.programs();
          case EMULATED -> TestCache.programsWithoutNamespaces();
        };
    var said = new StringBuilder();
    Outcome outcome =
        Sandbox.detect(programs)
            .run(
                Command.in(root, "sh", "-c", script).with(Trial.LIMITS),
                (_, bytes, length) ->
                    said.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    assertThat(outcome.passed()).as(outcome.sentence() + said).isTrue();
    return new Ended(outcome.used(), said.toString());
  }

  /// In the shell, in a child that has ended, and in one that its parent did not wait for.
  @ParameterizedTest
  @EnumSource
  void cpuIsThatOfTheShellAndOfAllThatItStarted(Kind kind) throws Exception {
    String count = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; ";
    Ended ended =
        run(
            kind,
            """
            %1$s sh -c '%1$s times'; (sh -c '%1$s times; : > /tmp/done' &)
            while ! [ -e /tmp/done ]; do sleep 0.5; done; sleep 0.3
            times > /tmp/t; head -n 1 /tmp/t\
            """
                .formatted(count));
    Duration told = ended.said.lines().map(UsedIT::told).reduce(Duration.ZERO, Duration::plus);

    assertThat(told).isGreaterThan(Duration.ofMillis(100));
    assertThat(ended.used.cpu())
        .as("%s: %s", told, ended)
        .isBetween(told.minus(ROUNDING), told.multipliedBy(11).dividedBy(10).plus(ROUNDING));
  }

  /// `0m0.310000s 0m0.020000s`, user and system.
  private static Duration told(String line) {
    Duration sum = Duration.ZERO;
    for (String part : line.split(" ", -1)) {
      sum = sum.plus(Duration.parse("PT" + part));
    }
    return sum;
  }

  /// What tail keeps is more than its input where that comes in small pieces.
  @ParameterizedTest
  @EnumSource
  void memoryIsWhatTheCommandHoldsAtOnce(Kind kind) throws Exception {
    Ended ended =
        run(
            kind,
            "head -c 60000000 /dev/zero | tail -c 60000000 | { sleep 0.6; cat > /dev/null; }");

    assertThat(ended.used.memoryBytes()).isBetween(60_000_000L, 180_000_000L);
  }

  /// A JVM that becomes PRoot, or what becomes bubblewrap, is not the command.
  @ParameterizedTest
  @EnumSource
  void whatMadeTheRoomIsNotCounted(Kind kind) throws Exception {
    Used used = run(kind, "sleep 0.4").used;

    assertThat(used.cpu()).isLessThan(Duration.ofMillis(60));
    assertThat(used.memoryBytes()).isBetween(1L, 10_000_000L);
  }
}
