// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.sandbox.Leftovers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the caches (JEP 514) with which compile and bundle processes start fast: one of each kind
/// for all bundles, made once for these jars and this JDK, and never used with others, since the
/// JVM would not notice every other jar.
///
/// ```
/// compile-process-9f86d081884c.aot
/// bundle-process-9f86d081884c.aot
/// ```
///
/// The training runs our own code on a bundle of our own, without a sandbox.
public final class StartupCaches {
  /// How these processes are started with and without a cache; the collector has to be the same.
  static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private static final String REQUESTS =
      """
      {"id":1,"plan":"classes","class":"dev.cairn.sdk.Example"}
      {"id":2,"plan":"ship","class":"dev.cairn.sdk.Example","event":{"type":"ChangeMerged","fields":{"id":"1","repository":"shop","branch":"main","commit":"4f2c","author":"ada","message":"Say hello"}}}
      {"id":3,"plan":"scan","class":"dev.cairn.sdk.Example","event":{"type":"ArtifactPublished","fields":{"artifact":{"name":"shop","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"reference":"registry/shop","repository":"shop"}},"advisories":"sha256:0000000000000000000000000000000000000000000000000000000000000000"}
      {"id":4,"plan":"enough","class":"dev.cairn.sdk.Example","with":{"expected":"1"}}
      {"id":4,"answer":"41"}
      """;

  private StartupCaches() {}

  /// The processes that have a cache.
  enum Of {
    COMPILE_PROCESS,
    BUNDLE_PROCESS;

    String fileName(Toolchain toolchain) {
      String name = this == COMPILE_PROCESS ? "compile-process" : "bundle-process";
      return name + "-" + toolchain.digest().hex().substring(0, 12) + ".aot";
    }
  }

  /// Makes both caches in a folder, for the JDK and the jars that this program runs on.
  ///
  /// @param arguments the folder
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "make start-up caches: %d arguments (expected: the folder that they are to lie in)"
              .formatted(arguments.length));
    }
    make(Toolchain.ofThisJvm(Optional.empty()), Path.of(arguments[0]));
  }

  /// Makes those caches that are not there yet.
  public static void make(Toolchain toolchain, Path folder)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(toolchain.sdk()) || !Files.isRegularFile(toolchain.bundles())) {
      throw new IOException(
          "make start-up caches: %s, %s (expected: two jars, since the JVM takes no folders)"
              .formatted(toolchain.sdk(), toolchain.bundles()));
    }
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, "training");
    try {
      for (Of process : Of.values()) {
        Path cache = folder.resolve(process.fileName(toolchain));
        if (!Files.exists(cache)) {
          Path made = work.resolve(cache.getFileName());
          train(process, toolchain, work, made);
          Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } finally {
      Leftovers.delete(work);
    }
  }

  private static void train(Of process, Toolchain toolchain, Path work, Path made)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>();
    argv.add(toolchain.javaHome().resolve("bin/java").toString());
    argv.addAll(FLAGS);
    argv.add("-XX:AOTCacheOutput=" + made);
    Path input = work.resolve(process + ".in");
    switch (process) {
      case COMPILE_PROCESS -> {
        Path sources = Files.createDirectories(work.resolve("src"));
        Files.writeString(sources.resolve("Delivery.java"), sample());
        Path out = Files.createDirectories(work.resolve("out"));
        Files.writeString(input, "");
        argv.addAll(
            List.of(
                "-cp",
                toolchain.sdk() + ":" + toolchain.bundles(),
                CompileProcess.class.getName(),
                sources.toString(),
                out.toString(),
                toolchain.sdk().toString()));
      }
      case BUNDLE_PROCESS -> {
        Files.writeString(input, REQUESTS);
        argv.addAll(
            List.of("-cp", toolchain.sdk().toString(), "dev.cairn.sdk.BundleProcess", "Example"));
      }
    }
    Path log = work.resolve(process + ".log");
    int code =
        new ProcessBuilder(argv)
            .redirectInput(input.toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start()
            .waitFor();
    if (code != 0 || !Files.isRegularFile(made)) {
      throw new IOException(
          "make a start-up cache: %s: exit code %d: %s (expected: 0 and a file)"
              .formatted(process, code, Files.readString(log)));
    }
  }

  private static String sample() throws IOException {
    try (var in = StartupCaches.class.getResourceAsStream("sample.txt")) {
      if (in == null) {
        throw new IOException("read sample.txt: absent (expected: in the jar of this class)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
