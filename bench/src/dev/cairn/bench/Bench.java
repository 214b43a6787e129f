// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what was asked for, prints it and writes it down. Started by `bench/run`. */
public final class Bench {
  private interface Measurement {
    List<Figure> measure(Setting setting) throws IOException, InterruptedException;
  }

  private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

  static {
    ALL.put("commands", Starts::commands);
    ALL.put("planning", Planning::fresh);
    ALL.put("edited", Starts::edited);
    ALL.put("start", Serving::starts);
    ALL.put("serving", Serving::latency);
    ALL.put("deliveries", Deliveries::rate);
    ALL.put("commit", SecondCommit::measured);
  }

  private Bench() {}

  /** `[--rounds N] [--name NAME] [MEASUREMENT …]` */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = 21;
    String name = LocalDate.now(java.time.ZoneId.systemDefault()).toString();
    var which = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--name" -> name = arguments[++i];
        default -> which.add(arguments[i]);
      }
    }
    if (!ALL.keySet().containsAll(which)) {
      System.err.println("bench/run: %s (expected: --rounds N, --name NAME, or some of %s)".formatted(which, ALL.keySet()));
      System.exit(2);
    }
    Path root = Path.of(System.getProperty("cairn.root"));
    Path scratch = Files.createTempDirectory("cairn-bench");
    List<String> hello = List.of(System.getProperty("bench.hello").split(" "));
    var setting = new Setting(root, scratch, hello, rounds, System.err);
    var figures = new ArrayList<Figure>();
    var failed = new ArrayList<String>();
    var loads = new ArrayList<String>();
    try {
      for (Map.Entry<String, Measurement> measurement : ALL.entrySet()) {
        if (which.isEmpty() || which.contains(measurement.getKey())) {
          String before = Machine.load();
          setting.say(measurement.getKey() + " …");
          try {
            List<Figure> some = measurement.getValue().measure(setting);
            some.forEach(it -> System.out.println(Report.line(it)));
            figures.addAll(some);
          } catch (IOException e) {
            failed.add(measurement.getKey() + ": " + e.getMessage());
            System.out.println("FAILED  " + measurement.getKey() + ": " + e.getMessage());
          }
          loads.add("%s %s → %s".formatted(measurement.getKey(), before, Machine.load()));
        }
      }
    } finally {
      new ProcessBuilder("rm", "-rf", scratch.toString()).start().waitFor();
    }
    String about =
        "Commit %s. %s. %d rounds. Load of the last minute before and after (what is measured makes some of it): %s. `bench/run` makes this again.%s"
            .formatted(System.getProperty("bench.commit", "unknown"), Machine.words(), rounds, String.join("; ", loads), failed.isEmpty() ? "" : "\n\nNot measured: " + String.join("; ", failed));
    Path results = root.resolve("bench/results").resolve(name + ".md");
    Files.createDirectories(results.getParent());
    Files.writeString(results, Report.markdown(figures, about));
    System.out.println("written to " + root.relativize(results));
    System.exit(failed.isEmpty() ? 0 : 1);
  }
}
