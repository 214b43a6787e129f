// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One step of a plan. Its id is the plan's own (`s1`, `s2`, …) and no part of its key.
public sealed interface Step {
  String id();

  Origin origin();

  /// Where the step stands: the task's name, and file and line as the bundle process claims them.
  ///
  /// @param at `Delivery.java:17`
  record Origin(String task, String at) {}

  /// Commands in a sandbox, one after the other in the same room.
  record Run(String id, Origin origin, ImageExpression image, Room room, Ending ending)
      implements Step {}

  /// Makes an OCI image, or one index of several platforms: `{"pack":"shop","image":IMAGE}`.
  record Pack(String id, Origin origin, String name, ImageExpression image) implements Step {}

  /// A pure function that a later module supplies, such as `findings/1`.
  ///
  /// @param port its name and version
  /// @param inputs its arguments by name, each a JSON text
  record Call(String id, Origin origin, String port, SortedMap<String, String> inputs)
      implements Step {
    public Call {
      inputs = new TreeMap<>(inputs);
    }
  }

  /// What the commands find.
  ///
  /// @param limit the longest that all commands together may take
  record Room(
      List<Command> commands,
      List<Input> inputs,
      String directory,
      SortedMap<String, String> env,
      Duration limit,
      Network network) {
    public Room {
      commands = List.copyOf(commands);
      inputs = List.copyOf(inputs);
      env = new TreeMap<>(env);
    }
  }

  /// One argument vector; no shell.
  ///
  /// @param files globs on absolute paths of the room (`/src/**/*.java`); the inputs that match are
  ///   appended to the arguments, sorted
  record Command(List<String> argv, List<String> files) {
    public Command {
      argv = List.copyOf(argv);
      files = List.copyOf(files);
    }
  }

  /// A tree at an absolute path of the room.
  record Input(String path, TreeExpression tree) {}

  /// Whether the commands may reach a network. Only under probes and effects.
  enum Network {
    NONE,
    ALL
  }

  /// What is wanted of a step.
  sealed interface Ending {
    /// The files below a directory of the room.
    record Out(String directory) implements Ending {}

    /// Test results: the JUnit XML files below a directory; a failed test fails the step.
    record Junit(String directory) implements Ending {}

    /// That it ends with 0.
    record Check() implements Ending {}

    /// Its standard output.
    record Text() implements Ending {}

    /// Whether it ends with 0; another end is an answer, not a failure.
    record Passes() implements Ending {}
  }
}
