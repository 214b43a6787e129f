// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The room that compile and bundle processes run in: an empty root, the JDK at its own path, the C
/// library, the jars below `/cairn`. No other file of the host, no network.
final class Room {
  private static final String SDK = "/cairn/sdk.jar";
  private static final String BUNDLES = "/cairn/bundles.jar";
  private static final String CACHE = "/cairn/startup.aot";

  private final Toolchain toolchain;
  private final Path emptyRoot;
  private final List<Mount> host;

  private Room(Toolchain toolchain, Path emptyRoot, List<Mount> host) {
    this.toolchain = toolchain;
    this.emptyRoot = emptyRoot;
    this.host = host;
  }

  /// Finds what the JDK needs, once.
  ///
  /// @param folder where the empty root may lie
  static Room of(Toolchain toolchain, Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("empty-root"));
    List<Mount> host = new ArrayList<>(HostLibraries.mounts(toolchain.javaHome()));
    host.add(Mount.readOnly(toolchain.javaHome(), toolchain.javaHome().toString()));
    host.add(Mount.readOnly(toolchain.sdk(), SDK));
    return new Room(toolchain, root, List.copyOf(host));
  }

  /// The compile process, on these sources.
  Command compiler(Path sources, Path out, Limits limits) {
    return java(
            StartupCaches.Of.COMPILE_PROCESS,
            List.of("-Xmx256m", "-cp", SDK + ":" + BUNDLES),
            List.of(CompileProcess.class.getName(), "/cairn/src", "/cairn/out", SDK),
            limits)
        .with(Mount.readOnly(toolchain.bundles(), BUNDLES))
        .with(Mount.readOnly(sources, "/cairn/src"))
        .with(Mount.writable(out, "/cairn/out"));
  }

  /// The bundle process of these classes.
  Command bundle(String name, Path classes, Limits limits) {
    return java(
            StartupCaches.Of.BUNDLE_PROCESS,
            List.of("-Xmx64m", "-cp", SDK + ":/cairn/classes"),
            List.of("dev.cairn.sdk.BundleProcess", name),
            limits)
        .with(Mount.readOnly(classes, "/cairn/classes"));
  }

  private Command java(
      StartupCaches.Of process, List<String> options, List<String> program, Limits limits) {
    Optional<Path> cache = toolchain.cache(process);
    List<String> argv = new ArrayList<>();
    argv.add(toolchain.javaHome().resolve("bin/java").toString());
    argv.addAll(StartupCaches.FLAGS);
    argv.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    cache.ifPresent(_ -> argv.add("-XX:AOTCache=" + CACHE));
    argv.addAll(options);
    argv.addAll(program);
    Command command =
        Command.in(emptyRoot, argv).with("LD_LIBRARY_PATH", HostLibraries.FOLDER).with(limits);
    for (Mount mount : host) {
      command = command.with(mount);
    }
    return cache.isEmpty() ? command : command.with(Mount.readOnly(cache.get(), CACHE));
  }
}
