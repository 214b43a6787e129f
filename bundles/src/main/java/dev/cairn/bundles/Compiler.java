// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compiles bundles in a sandbox, and keeps what came of it by the digest of the sources, the SDK
/// and the JDK:
///
/// ```
/// <cache>/bundles/9f86d081…/classes/Delivery.class
/// <cache>/bundles/9f86d081…/table.json
/// ```
///
/// What a lesser sandbox compiled is kept apart, in `bundles-emulated` or `bundles-translated`.
/// Safe for many threads, and for many processes on one cache.
public final class Compiler {
  private static final Limits LIMITS =
      Limits.defaults()
          .time(Duration.ofSeconds(60))
          .outputBytes(1 << 20)
          .processes(200)
          .scratchBytes(64 << 20);
  private static final int LONGEST_WORDS = 4_000;

  private final Sandbox sandbox;
  private final Toolchain toolchain;
  private final Path folder;
  private final Room room;

  private Compiler(Sandbox sandbox, Toolchain toolchain, Path folder, Room room) {
    this.sandbox = sandbox;
    this.toolchain = toolchain;
    this.folder = folder;
    this.room = room;
  }

  /// A compiler that keeps its results in this cache.
  public static Compiler open(Sandbox sandbox, Toolchain toolchain, Path cache) throws IOException {
    Path folder = Files.createDirectories(cache.resolve(folder(sandbox.level())));
    return new Compiler(sandbox, toolchain, folder, Room.of(toolchain, folder));
  }

  private static String folder(Level level) {
    return level == Level.NAMESPACES
        ? "bundles"
        : "bundles-" + level.name().toLowerCase(Locale.ROOT);
  }

  /// Compiles the Java files of a folder, unless that has been done.
  public Compilation compile(Path bundle) throws IOException, InterruptedException {
    Sources sources = Sources.read(bundle);
    if (sources.files().isEmpty()) {
      return refused(
          bundle.getFileName() + ": no Java file (expected: a class with a method that has @Task)");
    }
    Path kept = folder.resolve(sources.digest(toolchain).hex());
    if (!Files.exists(kept.resolve("table.json"))) {
      Path work = Files.createTempDirectory(folder, "compiling");
      try {
        Compilation compilation = compile(sources, work);
        if (compilation instanceof Compilation.Refused) {
          return compilation;
        }
        keep(work.resolve("out"), kept);
      } finally {
        Leftovers.delete(work);
      }
    }
    return new Compilation.Compiled(
        kept.resolve("classes"), TaskTable.parse(Files.readString(kept.resolve("table.json"))));
  }

  /// Starts a process that plans this bundle's tasks.
  public Bundle open(Compilation.Compiled compiled) {
    return new Bundle(sandbox, room, compiled, Bundle.PATIENCE);
  }

  private Compilation compile(Sources sources, Path work) throws IOException, InterruptedException {
    Path src = Files.createDirectories(work.resolve("src"));
    Path out = Files.createDirectories(work.resolve("out"));
    sources.write(src);
    var printed = new ByteArrayOutputStream();
    Outcome outcome =
        sandbox.run(
            room.compiler(src, out, LIMITS),
            (_, buffer, length) -> printed.write(buffer, 0, length));
    if (!outcome.passed()) {
      String words = printed.toString(StandardCharsets.UTF_8).strip();
      return refused(
          "compile process: %s: %s (expected: classes, or what is wrong with the sources)"
              .formatted(outcome.sentence(), shortened(words)));
    }
    Path problems = out.resolve("problems.json");
    if (Files.exists(problems)) {
      return new Compilation.Refused(problems(problems));
    }
    return new Compilation.Compiled(
        out.resolve("classes"), TaskTable.parse(Files.readString(out.resolve("table.json"))));
  }

  static List<Problem> problems(Path file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    try {
      for (JsonNode problem : JsonMapper.shared().readTree(Files.readString(file))) {
        problems.add(
            new Problem(
                problem.path("file").asString(""),
                problem.path("line").asInt(0),
                shortened(problem.path("words").asString(""))));
      }
    } catch (JacksonException e) {
      throw new IOException("read what the compile process wrote: " + e.getOriginalMessage(), e);
    }
    return problems;
  }

  /// Somebody else may have been faster, with the same result.
  private static void keep(Path out, Path kept) throws IOException {
    try {
      Files.move(out, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(kept.resolve("table.json"))) {
        throw e;
      }
    }
  }

  private static Compilation refused(String words) {
    return new Compilation.Refused(List.of(new Problem("", 0, words)));
  }

  private static String shortened(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
  }
}
