// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Somebody who is not root and has an empty home: whoever runs the tests, or, where root does, a
/// user of this machine who is made for it and removed after.
final class OrdinaryUser implements AutoCloseable {
  private final Path home;
  private final Optional<String> name;

  private OrdinaryUser(Path home, Optional<String> name) {
    this.home = home;
    this.name = name;
  }

  /// @param folder of the tests; those who are made can enter it
  static OrdinaryUser in(Path folder) throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    if (!isRoot(folder)) {
      return new OrdinaryUser(Files.createDirectory(home), Optional.empty());
    }
    String name = "cairn-test-%04x".formatted(ThreadLocalRandom.current().nextInt(1 << 16));
    for (Path each = folder; !each.equals(Path.of("/tmp")) && each.getNameCount() > 1; ) {
      require(List.of("chmod", "a+x", each.toString()));
      each = each.getParent();
    }
    require(List.of("useradd", "--create-home", "--home-dir", home.toString(), name));
    return new OrdinaryUser(home, Optional.of(name));
  }

  private static boolean isRoot(Path folder) throws IOException {
    return Files.getAttribute(folder, "unix:uid").equals(0);
  }

  Path home() {
    return home;
  }

  /// Whether this user can read a file, or enter a folder.
  boolean reads(Path path) throws IOException, InterruptedException {
    String test = Files.isDirectory(path) ? "-x" : "-r";
    return run(List.of("test", test, path.toString()), Map.of(), home.resolve("..").resolve("null"))
        == 0;
  }

  /// Makes a folder and all that is in it this user's.
  void own(Path folder) throws IOException, InterruptedException {
    if (name.isPresent()) {
      require(List.of("chown", "--recursive", name.get() + ":", folder.toString()));
    }
  }

  /// Runs a command in the home, and gives its exit code.
  ///
  /// @param output what it prints goes into this file
  int run(List<String> command, Map<String, String> more, Path output)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    name.ifPresent(
        it -> all.addAll(List.of("setpriv", "--reuid", it, "--regid", it, "--init-groups", "--")));
    all.addAll(command);
    var builder =
        new ProcessBuilder(all)
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(it -> it.startsWith("XDG_") || it.startsWith("CAIRN_TEST_"));
    environment.putAll(new TreeMap<>(more));
    environment.put("HOME", home.toString());
    name.ifPresent(it -> environment.putAll(Map.of("USER", it, "LOGNAME", it)));
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(
          "%s did not end in ten minutes:\n%s".formatted(command, Files.readString(output)));
    }
    return process.exitValue();
  }

  /// What still runs for this user after a moment, in which what is dead is buried; nothing where
  /// it is whoever runs the tests.
  List<String> processes() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    List<String> running = running();
    while (!running.isEmpty() && System.nanoTime() < until) {
      Thread.sleep(50);
      running = running();
    }
    return running;
  }

  private List<String> running() {
    return name.isEmpty()
        ? List.of()
        : ProcessHandle.allProcesses()
            .filter(it -> it.info().user().equals(name))
            .map(it -> it.pid() + " " + it.info().commandLine().orElse("").toLowerCase(Locale.ROOT))
            .toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (name.isPresent()) {
      require(List.of("userdel", "--force", name.get()));
    }
  }

  private static void require(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("%s: %s".formatted(command, said));
    }
  }
}
