// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Digest;
import dev.cairn.images.Lock;
import dev.cairn.images.OciConfig;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sink;
import dev.cairn.sandbox.Used;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// A machine whose programs are functions. What they may write is what the engine mounted.
final class FakeMachine implements Machine {
  /// A program; it gives its exit code.
  interface Program {
    int run(Call call) throws IOException, InterruptedException;
  }

  /// What a program sees.
  record Call(Command command, Sink sink) {
    List<String> arguments() {
      return command.argv().subList(1, command.argv().size());
    }

    void print(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sink.take(Sink.Stream.OUTPUT, bytes, bytes.length);
    }

    void complain(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sink.take(Sink.Stream.ERRORS, bytes, bytes.length);
    }

    /// Where a path of the room lies; refuses what is not mounted.
    Path at(String path) {
      for (Mount mount : command.mounts()) {
        Path source =
            switch (mount) {
              case Mount.ReadOnly(var folder, _) -> folder;
              case Mount.Writable(var folder, _) -> folder;
              case Mount.Memory _ -> throw new IllegalStateException("memory");
            };
        if (path.equals(mount.target())) {
          return source;
        }
        if (path.startsWith(mount.target() + "/")) {
          return source.resolve(path.substring(mount.target().length() + 1));
        }
      }
      throw new IllegalArgumentException(path + " is not in " + command.mounts());
    }
  }

  private final Path folder;
  private final Map<String, Program> programs = new HashMap<>();
  final List<List<String>> ran = Collections.synchronizedList(new ArrayList<>());
  Level level = Level.NAMESPACES;
  Used used = new Used(Duration.ofMillis(40), 2_000_000);
  Optional<Outcome> stops = Optional.empty();

  FakeMachine(Path folder) {
    this.folder = folder;
  }

  FakeMachine with(String name, Program program) throws IOException {
    programs.put(name, program);
    Files.createDirectories(folder.resolve("root/usr/bin"));
    Files.writeString(folder.resolve("root/usr/bin/" + name), "");
    return this;
  }

  @Override
  public Platform platform() {
    return Platform.LINUX_AMD64;
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public Lock lock(ImageExpression.Base.Debian base, Platform platform, Progress progress) {
    return new Lock(base.suite(), platform, base.packages(), List.of());
  }

  @Override
  public Path root(Lock lock, Progress progress) {
    return folder.resolve("root");
  }

  @Override
  public Path emptyRoot() throws IOException {
    return Files.createDirectories(folder.resolve("empty"));
  }

  @Override
  public Outcome run(Command command, Sink sink) throws IOException, InterruptedException {
    ran.add(command.argv());
    String name = command.argv().getFirst();
    Program program = programs.get(name);
    int code = program == null ? 127 : program.run(new Call(command, sink));
    return stops.orElseGet(() ->
        new Outcome.Exited(
            code, Duration.ofMillis(5), used, "%s ended with exit code %d".formatted(name, code)));
  }

  @Override
  public Digest pack(
      SortedMap<Platform, Optional<Lock>> bases,
      List<OciPacker.Addition> additions,
      OciConfig config,
      Progress progress) {
    ran.add(List.of("pack"));
    String contents = bases + " " + additions + " " + config;
    return Digest.of(contents.getBytes(StandardCharsets.UTF_8));
  }
}
