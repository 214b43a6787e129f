// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.images.Lock;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs the commands of a step, whose inputs are known. One thread.
///
/// @param inputs at their paths
record RunStep(
    Step.Run step, Images.Resolved image, List<OciPacker.Addition> inputs, Workshop workshop) {
  /// What every command finds, unless its image or step says otherwise. Nothing of it depends on
  /// machine, person or day.
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOME", "/tmp",
          "LANG", "C.UTF-8",
          "TZ", "UTC",
          "SOURCE_DATE_EPOCH", "315532800");

  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final int LONGEST_ARGUMENTS = 1_500_000;

  /// What steps are done with.
  record Workshop(Machine machine, ContentStore store, Path work) {}

  /// Everything that decides the result.
  Digest key() {
    List<Object> commands = new ArrayList<>();
    for (Step.Command command : step.room().commands()) {
      commands.add(Map.of("argv", command.argv(), "files", command.files()));
    }
    Map<String, Object> key = new TreeMap<>();
    key.put("engine", Engine.VERSION);
    key.put("kind", "run");
    key.put("image", image.key());
    key.put("level", workshop.machine().level().toString());
    key.put("commands", commands);
    key.put(
        "inputs",
        inputs.stream().map(i -> List.of(i.path(), i.tree().digest().toString())).toList());
    key.put("directory", step.room().directory());
    key.put("env", environment());
    key.put("network", step.room().network().toString());
    key.put("ending", List.of(step.ending().getClass().getSimpleName(), directory()));
    return Json.digest(key);
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>(ENVIRONMENT);
    environment.putAll(step.image().env());
    environment.putAll(step.room().env());
    return environment;
  }

  private String directory() {
    return switch (step.ending()) {
      case Step.Ending.Out(var directory) -> directory;
      case Step.Ending.Junit(var directory) -> directory;
      case Step.Ending.Check _, Step.Ending.Text _, Step.Ending.Passes _ -> "";
    };
  }

  /// Runs them.
  Result run(Digest key, StepLog log, Progress progress) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Path root = root(progress);
    RoomPlan plan = plan(root);
    Files.createDirectories(workshop.work());
    Path work = Files.createTempDirectory(workshop.work(), "step");
    try (Room room = Room.build(plan, root, work, workshop.store())) {
      StepEnd end = new StepEnd(step.ending(), room, log, workshop.store());
      Optional<Outcome> bad = Optional.empty();
      Duration left = step.room().limit();
      Cost cost = Cost.NOTHING;
      for (Step.Command command : step.room().commands()) {
        refuseUnknownProgram(command, root, plan);
        log.command();
        Command sandboxed = sandboxed(root, plan.arguments(command), room.mounts(), left);
        Outcome outcome = workshop.machine().run(sandboxed, log);
        left = left.minus(outcome.took());
        cost = cost.then(outcome);
        if (!outcome.passed()) {
          bad = Optional.of(outcome);
          break;
        }
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return end.result(bad, key, took, cost);
    }
  }

  private Path root(Progress progress) throws IOException, InterruptedException {
    Platform here = workshop.machine().platform();
    Optional<Lock> lock = image.locks().getOrDefault(here, Optional.empty());
    return lock.isPresent()
        ? workshop.machine().root(lock.get(), progress)
        : workshop.machine().emptyRoot();
  }

  private RoomPlan plan(Path root) throws IOException {
    Set<String> there = new TreeSet<>();
    try (var names = Files.newDirectoryStream(root)) {
      names.forEach(name -> there.add(name.getFileName().toString()));
    }
    RoomPlan plan =
        RoomPlan.of(step.room(), inputs, image, workshop.store())
            .withNamedFolders(step.room().commands(), there);
    String wanted = StepEnd.fixedPart(directory());
    boolean isInside = plan.writable().stream().anyMatch(f -> (wanted + "/").startsWith(f + "/"));
    return wanted.isEmpty() || isInside ? plan : plan.withWritable(wanted);
  }

  private Command sandboxed(Path root, List<String> argv, List<Mount> mounts, Duration left)
      throws StepException {
    int length = argv.stream().mapToInt(a -> a.length() + 1).sum();
    if (length > LONGEST_ARGUMENTS) {
      throw new StepException(
          "run %s: %,d characters of arguments (expected: at most %,d). Choose fewer with files(…)."
              .formatted(argv.getFirst(), length, LONGEST_ARGUMENTS));
    }
    Command.Network network =
        switch (step.room().network()) {
          case NONE -> Command.Network.NONE;
          case ALL -> Command.Network.HOST;
        };
    return new Command(
        root,
        argv,
        step.room().directory(),
        environment(),
        mounts,
        network,
        Limits.defaults().time(left.isPositive() ? left : Duration.ofMillis(1)));
  }

  /// A program that is not there is said so by name, before bubblewrap says it in its own words.
  private void refuseUnknownProgram(Step.Command command, Path root, RoomPlan plan)
      throws StepException {
    String program = command.argv().getFirst();
    if (program.contains("/")) {
      return;
    }
    String[] path = environment().getOrDefault("PATH", PATH).split(":", -1);
    for (String folder : path) {
      boolean there =
          folder.startsWith("/")
              && (Files.exists(root.resolve((folder + "/" + program).substring(1)))
                  || Files.isSymbolicLink(root.resolve((folder + "/" + program).substring(1)))
                  || plan.entries().containsKey(folder + "/" + program));
      if (there) {
        return;
      }
    }
    throw new StepException(
        "run %s: no such program in the image (expected: one in %s). Add the Debian package that has it to the image."
            .formatted(program, String.join(":", path)));
  }
}
