// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import dev.cairn.bench.Figure.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long commands take, beside a JVM that only says hello; and an edited bundle beside a bare javac. */
final class Starts {
  private Starts() {}

  static List<Figure> commands(Setting setting) throws IOException, InterruptedException {
    Path folder = setting.repository("commands");
    var programs = new LinkedHashMap<String, Program>();
    programs.put("hello", new Program(setting.hello(), folder, Map.of()));
    programs.put("version", new Program(setting.direct("cli", "--version"), folder, Map.of()));
    programs.put("version by launcher", Program.of(folder, setting.launcher(), "--version"));
    programs.put("tasks", new Program(setting.direct("cli", "tasks"), folder, Map.of()));
    programs.put("tasks by launcher", Program.of(folder, setting.launcher(), "tasks"));
    Map<String, Samples> times = interleaved(programs, setting.rounds());
    Samples hello = times.get("hello");
    String peer = "java Hello, AOT cache";
    return List.of(
        Figure.of("cairn --version, its JVM alone", "ms", times.get("version"), new Goal.TimesPeer(2.5)).beside(peer, hello),
        Figure.of("cairn --version, through ./cairn", "ms", times.get("version by launcher"), new Goal.TimesPeer(2.5)).beside(peer, hello),
        Figure.of("cairn tasks (classes cached), its JVM alone", "ms", times.get("tasks"), new Goal.TimesPeer(5)).beside(peer, hello),
        Figure.of("cairn tasks (classes cached), through ./cairn", "ms", times.get("tasks by launcher"), new Goal.TimesPeer(5)).beside(peer, hello));
  }

  /** A comment is edited, then a task whose step has been run before is run. */
  static List<Figure> edited(Setting setting) throws IOException, InterruptedException {
    Path folder = setting.repository("edited");
    Path source = folder.resolve("cairn/Delivery.java");
    String text = Files.readString(source);
    Path classes = Files.createDirectories(setting.scratch().resolve("javac"));
    Program run = Program.of(folder, setting.launcher(), "run", "copy");
    Program javac =
        Program.of(folder, Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("cairn.class.path"), source.toString());
    run.time();
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    var unedited = new ArrayList<Double>();
    for (int round = 0; round < Math.max(5, setting.rounds() / 2); round++) {
      Files.writeString(source, text + "// " + setting.scratch() + " " + round + "\n");
      ours.add(run.time() / 1000);
      theirs.add(javac.time() / 1000);
      unedited.add(run.time() / 1000);
    }
    return List.of(
        Figure.of("an edited bundle runs again (cairn run, its step reused)", "s", Samples.of(ours), new Goal.AtMost(1)).beside("javac of that file", Samples.of(theirs)),
        Figure.of("the same, not edited", "s", Samples.of(unedited), new Goal.None()).beside("javac of that file", Samples.of(theirs)));
  }

  /** Each program once a round, so that all see the same machine; one round before is not counted. */
  private static Map<String, Samples> interleaved(Map<String, Program> programs, int rounds) throws IOException, InterruptedException {
    var times = new LinkedHashMap<String, List<Double>>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Program> program : programs.entrySet()) {
        double time = program.getValue().time();
        if (round > 0) {
          times.computeIfAbsent(program.getKey(), _ -> new ArrayList<>()).add(time);
        }
      }
    }
    var samples = new LinkedHashMap<String, Samples>();
    times.forEach((name, values) -> samples.put(name, Samples.of(values)));
    return samples;
  }
}
