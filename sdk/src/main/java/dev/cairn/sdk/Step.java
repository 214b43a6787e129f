// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands in a sandbox, one after the other in the same room. They see their image, the trees
/// that {@link #in} puts there, and nothing else.
///
/// ```java
/// JDK.run("javac", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out")
/// ```
///
/// A step belongs to the task once it is said what is wanted of it: {@link #out}, {@link #junit},
/// {@link #check}, {@link #text} or {@link #passes}. Without one the plan is refused, with its
/// line. Each method but those gives another step and leaves this one as it was.
public final class Step {
  private final Image image;
  private final List<Command> commands;
  private final Room room;
  private final Draft draft;

  private Step(Image image, List<Command> commands, Room room, Draft draft) {
    this.image = image;
    this.commands = commands;
    this.room = room;
    this.draft = draft;
  }

  private record Command(List<String> argv, List<String> files) {}

  private record Input(String path, Tree tree) {}

  private record Room(
      List<Input> inputs,
      Optional<String> cwd,
      Map<String, String> env,
      Optional<Duration> limit,
      List<String> hosts,
      List<Sealed> secrets) {}

  private record Sealed(String path, Secret secret) {}

  static Step of(Image image, String... argv) {
    return new Step(
        image,
        List.of(new Command(command("run", argv), List.of())),
        new Room(List.of(), Optional.empty(), Map.of(), Optional.empty(), List.of(), List.of()),
        Planning.draft());
  }

  /// These files at this path, in a copy that the commands may write to.
  public Step in(String path, Tree tree) {
    List<Input> inputs = new ArrayList<>(room.inputs);
    inputs.add(new Input(absolute("in", path), tree));
    return with(
        new Room(List.copyOf(inputs), room.cwd, room.env, room.limit, room.hosts, room.secrets));
  }

  /// The input files that match are appended to the arguments of the command before it, sorted.
  ///
  /// @param glob `/src/**/*.java`
  public Step files(String glob) {
    Command last = commands.getLast();
    List<String> files = new ArrayList<>(last.files);
    files.add(absolute("files", glob));
    return last(new Command(last.argv, List.copyOf(files)));
  }

  /// More arguments for the command before it.
  public Step args(String... more) {
    Command last = commands.getLast();
    List<String> argv = new ArrayList<>(last.argv);
    argv.addAll(List.of(more));
    return last(new Command(List.copyOf(argv), last.files));
  }

  /// Another command in the same room, if those before it ended with 0.
  public Step then(String... argv) {
    List<Command> more = new ArrayList<>(commands);
    more.add(new Command(command("then", argv), List.of()));
    return new Step(image, List.copyOf(more), room, draft);
  }

  /// The directory that the commands start in; `/` without it.
  public Step cwd(String directory) {
    return with(
        new Room(
            room.inputs,
            Optional.of(absolute("cwd", directory)),
            room.env,
            room.limit,
            room.hosts,
            room.secrets));
  }

  /// With this environment variable.
  public Step env(String name, String value) {
    return with(
        new Room(
            room.inputs,
            room.cwd,
            Image.and(room.env, name, value),
            room.limit,
            room.hosts,
            room.secrets));
  }

  /// The longest that all commands together may take; 10 minutes without it.
  public Step limit(Duration limit) {
    if (limit.toSeconds() < 1) {
      throw new IllegalArgumentException("limit: %s (expected: a second or more)".formatted(limit));
    }
    return with(
        new Room(room.inputs, room.cwd, room.env, Optional.of(limit), room.hosts, room.secrets));
  }

  /// The commands may use the network. Only in a {@link Probe} or an {@link Effect}.
  ///
  /// @param hosts what they talk to: host names or URLs. Today a step gets the worker's whole
  ///   network or none, and the run says which; the hosts are written down for the day when there
  ///   is a proxy.
  public Step network(String... hosts) {
    if (hosts.length == 0) {
      throw new IllegalArgumentException(
          "network: no host (expected: what the commands talk to, as in service.url())");
    }
    Planning.refuseHere("network");
    return with(
        new Room(room.inputs, room.cwd, room.env, room.limit, List.of(hosts), room.secrets));
  }

  /// The commands find the value of this secret in a file at this path. Only in a {@link Probe} or
  /// an {@link Effect}; and no Cairn keeps secrets yet, so today such a plan is refused.
  public Step secret(String path, Secret secret) {
    Planning.refuseHere("secret");
    List<Sealed> secrets = new ArrayList<>(room.secrets);
    secrets.add(new Sealed(absolute("secret", path), secret));
    return with(
        new Room(room.inputs, room.cwd, room.env, room.limit, room.hosts, List.copyOf(secrets)));
  }

  /// The files below this directory, which is there and empty when the commands start.
  public Tree out(String directory) {
    return Tree.output(end("out", new Json.Text(absolute("out", directory))));
  }

  /// The test results: JUnit's XML files below this directory, which is there and empty when the
  /// commands start. A failed test fails the run.
  public Report junit(String directory) {
    return new Report(end("junit", new Json.Text(absolute("junit", directory))));
  }

  /// Nothing, but that the commands end with 0.
  public void check() {
    end("check", new Json.Truth(true));
  }

  /// What the commands print. Waits for them.
  public String text() {
    return Planning.current("text").ask(end("text", new Json.Truth(true)).json(), "text");
  }

  /// Whether the commands end with 0; another end is an answer, not a failure. Waits for them.
  public boolean passes() {
    Handle step = end("passes", new Json.Truth(true));
    return Boolean.parseBoolean(Planning.current("passes").ask(step.json(), "passes"));
  }

  private Handle end(String ending, Json value) {
    Planning planning = Planning.current(ending);
    draft.finish();
    if (!room.hosts.isEmpty()) {
      planning.refusePure("network");
    }
    if (!room.secrets.isEmpty()) {
      planning.refusePure("secret");
    }
    return planning.step(ending, json().with(ending, value));
  }

  private Json.Members json() {
    Json.Members json = Json.object().with("image", image.json());
    List<Json> run = new ArrayList<>();
    List<Json> files = new ArrayList<>();
    boolean any = false;
    for (Command command : commands) {
      run.add(Json.texts(command.argv));
      files.add(Json.texts(command.files));
      any |= !command.files.isEmpty();
    }
    json = json.with("run", new Json.Elements(run));
    if (any) {
      json = json.with("files", new Json.Elements(files));
    }
    if (!room.inputs.isEmpty()) {
      List<Json> pairs = new ArrayList<>();
      for (Input input : room.inputs) {
        pairs.add(Json.pair(input.path, input.tree.json()));
      }
      json = json.with("in", new Json.Elements(pairs));
    }
    if (room.cwd.isPresent()) {
      json = json.with("cwd", room.cwd.get());
    }
    if (!room.env.isEmpty()) {
      json = json.with("env", Json.map(room.env));
    }
    if (room.limit.isPresent()) {
      json = json.with("limit", room.limit.get().toSeconds());
    }
    if (!room.secrets.isEmpty()) {
      List<Json> pairs = new ArrayList<>();
      for (Sealed sealed : room.secrets) {
        pairs.add(Json.pair(sealed.path, new Json.Text(sealed.secret.name())));
      }
      json = json.with("secrets", new Json.Elements(pairs));
    }
    return room.hosts.isEmpty() ? json : json.with("network", Json.texts(room.hosts));
  }

  private Step with(Room other) {
    return new Step(image, commands, other, draft);
  }

  private Step last(Command command) {
    List<Command> changed = new ArrayList<>(commands);
    changed.set(changed.size() - 1, command);
    return new Step(image, List.copyOf(changed), room, draft);
  }

  private static List<String> command(String tried, String... argv) {
    if (argv.length == 0) {
      throw new IllegalArgumentException(
          tried + ": no argument (expected: a program and its arguments, one each)");
    }
    return List.of(argv);
  }

  static String absolute(String tried, String path) {
    if (!path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" (expected: an absolute path without \"..\")".formatted(tried, path));
    }
    return path;
  }
}
