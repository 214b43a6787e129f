// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `cairn init`: writes a first bundle for the repository of this folder.
final class InitCommand {
  static final String HELP =
      """
      cairn init: writes a first bundle, cairn/Delivery.java, for a repository of plain Java.

      It looks for sources (src/main/java, src/main or src) and JUnit 5 tests (src/test/java, src/test or test), and
      writes tasks that compile and test them with Debian's JDK 17, in a sandbox. Then try: cairn tasks, cairn run test.

      Other kinds of projects need a bundle of your own; docs/tasks.md shows how.
      """;

  private static final long LARGEST_SOURCE = 1 << 20;

  private final Path folder;

  private InitCommand(Path folder) {
    this.folder = folder;
  }

  static int run(List<String> words, Path folder, PrintStream out) throws Failure, IOException {
    Arguments arguments = Arguments.parse("init", words, List.of(), List.of());
    if (!arguments.rest().isEmpty()) {
      throw Failure.yours(
          "cairn init: %s (expected: nothing; it works on the folder that it is called in)"
              .formatted(String.join(" ", arguments.rest())));
    }
    return new InitCommand(folder).write(out);
  }

  private int write(PrintStream out) throws Failure, IOException {
    Path bundle = folder.resolve("cairn/Delivery.java");
    if (Files.exists(folder.resolve("cairn"))) {
      throw Failure.yours(
          "cairn init: %s is there already (expected: no folder cairn). Edit it, or remove it first."
              .formatted(folder.resolve("cairn")));
    }
    refuseOtherKinds();
    String main =
        first(folder, List.of("src/main/java", "src/main", "src"))
            .orElseThrow(() ->
                Failure.yours(
                    "cairn init: no Java source in %s (expected: .java files below src/main/java, src/main or src). See docs/tasks.md for a bundle of your own."
                        .formatted(folder)));
    Optional<String> test =
        first(folder, List.of("src/test/java", "src/test", "test")).filter(it -> !it.equals(main));
    Files.createDirectories(bundle.getParent());
    Files.writeString(bundle, text(main, test), StandardCharsets.UTF_8);
    out.println(
        "wrote cairn/Delivery.java: "
            + (test.isPresent()
                ? "compiles " + main + " and tests it with " + test.get()
                : "compiles " + main + "; no tests were found"));
    out.println("next: cairn tasks, then cairn run " + (test.isPresent() ? "test" : "classes"));
    return 0;
  }

  private void refuseOtherKinds() throws Failure {
    Map<String, String> kinds =
        new TreeMap<>(
            Map.of(
                "pom.xml", "Maven",
                "build.gradle", "Gradle",
                "build.gradle.kts", "Gradle",
                "package.json", "Node.js",
                "go.mod", "Go",
                "Cargo.toml", "Rust",
                "pyproject.toml", "Python"));
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      if (Files.exists(folder.resolve(kind.getKey()))) {
        throw Failure.yours(
            "cairn init: this is a %s project (%s): Cairn can't write its bundle yet, since steps have no network and its dependencies can't be pinned yet (expected: plain Java). docs/tasks.md shows how to write a bundle of your own."
                .formatted(kind.getValue(), kind.getKey()));
      }
    }
  }

  /// The first of these folders that has Java in it.
  private static Optional<String> first(Path folder, List<String> names) throws IOException {
    for (String name : names) {
      if (holds(folder.resolve(name), "")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path folder, String text) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, 20)) {
      for (Path file :
          (Iterable<Path>) files.filter(it -> it.toString().endsWith(".java"))::iterator) {
        if (text.isEmpty()
            || (Files.size(file) < LARGEST_SOURCE
                && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text))) {
          return true;
        }
      }
    }
    return false;
  }

  private String text(String main, Optional<String> test) throws IOException {
    String tests = test.orElse("");
    boolean junit = !tests.isEmpty() && holds(folder.resolve(tests), "org.junit.jupiter");
    // Where tests lie below the sources' folder, they are not the sources.
    String without =
        test.filter(it -> it.startsWith(main + "/")).map(it -> ", \"!" + it + "/**\"").orElse("");
    var bundle = new StringBuilder();
    // Not in the text block: the formatter would take it for an import of this file.
    bundle.append("import dev.cairn.sdk.*;\nimport dev.cairn.sdk.event.*;\n\n");
    bundle.append(
        """
        /** Builds and tests this repository. */
        class Delivery {
          static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless"%s);
          static final Tree MAIN = Tree.of("%s/**"%s);
        """
            .formatted(junit ? ", \"junit5\"" : "", main, without));
    if (junit) {
      bundle.append("  static final Tree TEST = Tree.of(\"%s/**\");\n".formatted(tests));
      bundle.append(
          "  static final String JUNIT ="
              + " \"/usr/share/java/junit-platform-console-standalone.jar\";\n");
    }
    bundle.append(
        """

          /** Class files. */
          @Task Tree classes() {
            return JDK.run("javac", "-encoding", "UTF-8", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
          }
        """);
    if (junit) {
      bundle.append(
          """

            /** Unit tests. */
            @Task Report test() {
              return JDK.run("javac", "-encoding", "UTF-8", "-d", "/tests", "-cp", "/in/app:" + JUNIT).in("/src", TEST).files("/src/**/*.java").in("/in/app", classes())
                  .then("java", "-cp", "/in/app:/tests:" + JUNIT, "org.junit.platform.console.ConsoleLauncher", "--scan-classpath=/tests", "--reports-dir=/out", "--disable-banner", "--disable-ansi-colors")
                  .junit("/out");
            }
          """
              .indent(0));
    }
    bundle.append(
        """

          /** What is checked of every change on main. */
          @Task void check(@When("branch == 'main'") ChangeMerged change) {
            %s();
          }
        }
        """
            .formatted(junit ? "test" : "classes"));
    return bundle.toString();
  }
}
