// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a run uses comes from its room to its page, and what a later one reuses is avoided there.
final class UsageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Its shell says what it used, by itself, in the run's log.
  private static final String BUNDLE =
      """
      import dev.cairn.sdk.Image;
      import dev.cairn.sdk.Task;
      import dev.cairn.sdk.event.ChangeMerged;

      class Delivery {
        static final Image SHELL = Image.debian("bookworm", "dash", "coreutils");

        @Task void check(ChangeMerged change) {
          SHELL.run("sh", "-c", "i=%d; n=0; while [ $n -lt 2500000 ]; do n=$((n+1)); done; times > /tmp/t; head -n 1 /tmp/t; sleep 0.2").check();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void whatOneRunUsedTheNextAvoids() throws IOException, InterruptedException {
    GitFolder shop = GitFolder.in(folder, "shop");
    Files.writeString(
        folder.resolve("cairn.yaml"),
        "repositories:\n  - {name: shop, url: shop.git, branch: main, bundle: cairn}\n");
    shop.push(Map.of("cairn/Delivery.java", BUNDLE.formatted(System.nanoTime())));
    try (LiveCairn cairn = LiveCairn.up(folder, LiveCairn.freePort())) {
      JsonNode first = checked(cairn, 1);
      shop.push(Map.of("README", "What no step looks at.\n"));
      JsonNode second = checked(cairn, 2);

      JsonNode used = first.path("result").path("usage").path("used");
      Duration told = told(cairn, first);
      assertThat(told).isGreaterThan(Duration.ofMillis(300));
      assertThat(Duration.ofMillis(used.path("cpuMillis").asLong()))
          .isBetween(told.minusMillis(100), told.plusMillis(250));
      assertThat(used.path("memoryBytes").asLong()).isBetween(100_000L, 20_000_000L);
      JsonNode energy = used.path("wattHours");
      assertThat(energy.path("middle").asDouble())
          .isBetween(energy.path("low").asDouble(), energy.path("high").asDouble())
          .isGreaterThan(0);
      JsonNode usage = second.path("result").path("usage");
      assertThat(usage.path("avoided")).isEqualTo(used);
      assertThat(usage.path("used").path("steps").asInt()).isZero();
      assertThat(page(cairn, first)).contains("s CPU, ", "an estimated ");
      assertThat(page(cairn, second))
          .contains("<dt>used</dt><dd>no command ran; an estimated ", " avoided by reuse</dd>");
    }
  }

  /// The run of the task of that number, once it has passed.
  private static JsonNode checked(LiveCairn cairn, int number)
      throws IOException, InterruptedException {
    cairn.within(PATIENCE, "run " + number + " ends", () -> passed(cairn, number).isPresent());
    return passed(cairn, number).orElseThrow();
  }

  private static Optional<JsonNode> passed(LiveCairn cairn, int number)
      throws InterruptedException {
    return cairn.runs().stream()
        .filter(it -> it.path("task").asString().equals("check"))
        .skip(number - 1)
        .findFirst()
        .filter(it -> it.path("status").asString().equals("passed"));
  }

  /// `[check] 0m0.310000s 0m0.020000s`, user and system.
  private static Duration told(LiveCairn cairn, JsonNode run) throws InterruptedException {
    String line =
        cairn
            .get("/api/runs/" + run.path("id").asString() + "/log")
            .orElseThrow()
            .body()
            .lines()
            .filter(it -> it.matches("\\[check] \\d+m[0-9.]+s \\d+m[0-9.]+s"))
            .findFirst()
            .orElseThrow();
    String[] words = line.split(" ", -1);
    return Duration.parse("PT" + words[1]).plus(Duration.parse("PT" + words[2]));
  }

  private static String page(LiveCairn cairn, JsonNode run) throws InterruptedException {
    return cairn.get("/runs/" + run.path("id").asString()).orElseThrow().body();
  }
}
