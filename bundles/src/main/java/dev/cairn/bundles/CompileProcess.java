// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The process that compiles a bundle: our program on sources that nobody trusts, in a sandbox. It
/// runs no code of theirs: no annotation processors, no class of theirs is ever loaded.
///
/// ```
/// java … dev.cairn.bundles.CompileProcess /cairn/src /cairn/out /cairn/sdk.jar
/// /cairn/out/classes/Delivery.class …
/// /cairn/out/table.json      {"bundle":"Delivery","tasks":[…]}
/// /cairn/out/problems.json   or [{"file":"Delivery.java","line":12,"words":"cannot find symbol…"}]
/// ```
///
/// It uses the JDK alone, so that it starts fast.
public final class CompileProcess {
  private static final int MOST_PROBLEMS = 100;

  private final Path sources;
  private final Path out;
  private final String classPath;

  private CompileProcess(Path sources, Path out, String classPath) {
    this.sources = sources;
    this.out = out;
    this.classPath = classPath;
  }

  /// Compiles, and ends with 0 whether or not the sources are in order.
  ///
  /// @param arguments the folder of sources, the folder for what comes of them, the class path
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "compile process: %d arguments (expected: sources, output, class path)"
              .formatted(arguments.length));
    }
    new CompileProcess(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).run();
  }

  private void run() throws IOException {
    Path classes = Files.createDirectories(out.resolve("classes"));
    List<Problem> problems = new ArrayList<>();
    FoundTasks found = compile(classes, problems);
    if (problems.isEmpty()) {
      problems.addAll(found.problems());
    }
    if (problems.isEmpty()) {
      var scan = new ClassScan(classes, found.tasks());
      problems.addAll(scan.problems());
      if (problems.isEmpty()) {
        write("table.json", TableText.table(found.tasks(), scan.calls()));
        return;
      }
    }
    write(
        "problems.json",
        TableText.problems(problems.stream().distinct().limit(MOST_PROBLEMS).toList()));
  }

  private FoundTasks compile(Path classes, List<Problem> problems) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> units = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  new PrintWriter(Writer.nullWriter()),
                  files,
                  diagnostics,
                  options(classes),
                  null,
                  files.getJavaFileObjectsFromPaths(units));
      task.setLocale(Locale.ENGLISH);
      List<CompilationUnitTree> trees = new ArrayList<>();
      task.parse().forEach(trees::add);
      task.analyze();
      collect(diagnostics, problems);
      if (!problems.isEmpty()) {
        return new FoundTasks(List.of(), List.of());
      }
      FoundTasks found = TaskFinder.find(task, trees, sources);
      task.generate();
      collect(diagnostics, problems);
      return found;
    }
  }

  private List<String> options(Path classes) {
    return List.of(
        "-d",
        classes.toString(),
        "-classpath",
        classPath,
        "-sourcepath",
        "",
        "-proc:none",
        "-parameters",
        "-g",
        "-nowarn",
        "-Xlint:none",
        "-implicit:none",
        "-encoding",
        "UTF-8");
  }

  private void collect(DiagnosticCollector<JavaFileObject> diagnostics, List<Problem> problems) {
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        JavaFileObject file = diagnostic.getSource();
        problems.add(
            new Problem(
                file == null ? "" : sources.relativize(Path.of(file.getName())).toString(),
                (int) Math.max(0, diagnostic.getLineNumber()),
                diagnostic.getMessage(Locale.ENGLISH)));
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(out.resolve(name), text);
  }
}
