// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bundles.TaskTable.Kind;
import dev.cairn.bundles.TaskTable.Parameter;
import dev.cairn.sdk.BundleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileProcessTest {
  @TempDir Path folder;

  @Test
  void tableHasKindPlaceCommentParametersAndCalls() throws IOException {
    TaskTable table = table("delivery");

    assertThat(table.bundle()).isEqualTo("Delivery");
    assertThat(table.tasks())
        .extracting(TaskTable.Task::name)
        .containsExactly("classes", "test", "image", "ship", "enough", "docs", "broken");
    assertThat(table.named("ship"))
        .containsExactly(
            new TaskTable.Task(
                "ship",
                Kind.EFFECT,
                "Delivery.java:29",
                "What happens when a change is on main: it is tested, packaged and pushed.",
                "Delivery",
                List.of(new Parameter("change", "ChangeMerged", Optional.of("branch == 'main'"))),
                "ArtifactPublished",
                Optional.empty(),
                false,
                List.of("test", "image")));
    assertThat(table.named("enough").getFirst().doc()).isEqualTo("Enough tests?");
    assertThat(table.named("broken").getFirst().doc()).isEmpty();
  }

  @Test
  void tableHasLanes() throws IOException {
    TaskTable table = table("platform");

    assertThat(table.named("promote").getFirst().lane()).contains("production");
    assertThat(table.named("promote").getFirst().newestWins()).isTrue();
    assertThat(table.named("promote").getFirst().at()).isEqualTo("Rollout.java:11");
    assertThat(table.named("rollback").getFirst().parameters())
        .containsExactly(
            new Parameter(
                "smoke", "TestSuiteFinished", Optional.of("suite == 'smoke' && outcome == 'FAIL'")),
            new Parameter("service", "ServiceUpgraded", Optional.of("!rollback")));
  }

  @Test
  void gateAndLiveAreInTheTable() throws IOException {
    assertThat(table("security").tasks())
        .extracting(TaskTable.Task::kind)
        .containsExactly(Kind.GATE, Kind.TASK);
  }

  @Test
  void joinCompiles() throws IOException {
    assertThat(table("release").named("release").getFirst().parameters())
        .extracting(Parameter::type)
        .containsExactly("ArtifactReleased", "TestSuiteFinished");
  }

  @Test
  void tableSurvivesItsJson() throws IOException {
    TaskTable table = table("platform");

    assertThat(TaskTable.parse(table.json())).isEqualTo(table);
    assertThat(TaskTable.Task.parse(table.tasks().getFirst().json()))
        .isEqualTo(table.tasks().getFirst());
  }

  @Test
  void compilersWordsComeWithFileAndLine() throws IOException {
    assertThat(
            problems(
                """
                // imports
                class A {
                  @Task Tree classes() {
                    return Image.empty().run("x");
                  }
                  Missing field;
                }
                """))
        .containsExactly(
            "A.java:6: cannot find symbol\n  symbol:   class Missing\n  location: class A",
            "A.java:4: incompatible types: dev.cairn.sdk.Step cannot be converted to"
                + " dev.cairn.sdk.Tree");
  }

  @Test
  void syntaxErrorComesWithFileAndLine() throws IOException {
    assertThat(problems("class A {\n  void a( {}\n}\n"))
        .first()
        .asString()
        .startsWith("A.java:2: ");
  }

  @Test
  void stepWithoutEndIsRefused() throws IOException {
    assertThat(
            problems(
                """
                // imports
                class A {
                  @Task void a() {
                    Image.empty().run("x")
                        .env("A", "b");
                  }
                }
                """))
        .containsExactly(
            "A.java:5: a step without an end: nothing says what is wanted of it (expected: out,"
                + " junit, check, text or passes)");
  }

  @Test
  void clockIsRefusedSinceNothingRunsByIt() throws IOException {
    assertThat(
            problems(
                """
                // imports
                class A {
                  @Every("5m")
                  @Task
                  void nightly() {}
                }
                """))
        .containsExactly(
            "A.java:5: @Every on nightly: nothing runs by the clock yet (expected: no @Every). Let"
                + " an event start it, or call cairn run nightly from cron.");
  }

  @Test
  void stepThatIsReturnedIsRefused() throws IOException {
    assertThat(problems(task("Step a()", "return Image.empty().run(\"x\");")))
        .containsExactly(
            "A.java:5: task a: returns a Step (expected: what is wanted of it: out, junit, check,"
                + " text or passes)");
  }

  @Test
  void staticFieldThatIsNotFinalIsRefused() throws IOException {
    assertThat(problems(task("void a()", "") + "class B { static int count; }\n"))
        .containsExactly(
            "A.java:8: static field count: not final (expected: static final, since one process"
                + " plans many runs)");
  }

  @Test
  void clockChanceThreadsFilesAndNetworkAreRefusedInPureTasks() throws IOException {
    assertThat(
            problems(
                task(
                    "void a()",
                    """
                    System.currentTimeMillis();
                    java.time.Instant.now();
                    Math.random();
                    new java.util.Random();
                    new Thread(() -> System.getenv("A"));
                    List.of(1).parallelStream();
                    java.nio.file.Files.exists(null);
                    java.net.http.HttpClient.newHttpClient();
                    """)))
        .containsExactly(
            "A.java:5: the clock: System.currentTimeMillis has no place in a pure task (expected: a"
                + " fact of the event)",
            "A.java:6: the clock: Instant.now has no place in a pure task (expected: a fact of the"
                + " event)",
            "A.java:7: chance: Math.random has no place in a pure task (expected: a seed of one's"
                + " own: new Random(1))",
            "A.java:8: chance: Random has no place in a pure task (expected: a seed of one's own:"
                + " new Random(1))",
            "A.java:9: threads: Thread has no place in a task (expected: a plain loop: what can run"
                + " in parallel does, and reads keep their order)",
            "A.java:10: threads: List.parallelStream has no place in a task (expected: a plain"
                + " loop: what can run in parallel does, and reads keep their order)",
            "A.java:11: files: Files.exists has no place in a task (expected: Tree.of(…), and"
                + " tree.text(path) to read)",
            "A.java:12: the network: HttpClient.newHttpClient has no place in a task (expected: a"
                + " step with network(…) in a @Probe or an @Effect)",
            "A.java:9: the environment: System.getenv has no place in a task (expected: a parameter"
                + " of the task)");
  }

  @Test
  void clockIsFoundThroughHelpersOfPureTasksOnly() throws IOException {
    String helper = "long now() { return System.nanoTime(); }\n";

    assertThat(problems(task("void a()", "now();").replace("class A {", "class A {" + helper)))
        .hasSize(1);
    assertThat(
            problems(
                task("void a()", "now();")
                    .replace("class A {", "class A {" + helper)
                    .replace("@Task", "@Probe")))
        .isEmpty();
  }

  @Test
  void gateThatReturnsNoVerdictIsRefused() throws IOException {
    assertThat(problems(task("void a()", "").replace("@Task", "@Gate")))
        .containsExactly("A.java:5: gate a: returns void (expected: Verdict)");
  }

  @Test
  void parameterThatNobodyCanGiveIsRefused() throws IOException {
    assertThat(problems(task("void a(List<String> names)", "")))
        .containsExactly(
            "A.java:5: parameter names of a: a List (expected: an event, Advisories, String, int,"
                + " boolean, an enum or Platform)");
  }

  @Test
  void classWithoutTasksIsRefused() throws IOException {
    assertThat(problems("class A {}\n"))
        .containsExactly(
            "A.java: no task (expected: a method with @Task, @Gate, @Probe or @Effect)");
  }

  @Test
  void classThatNeedsArgumentsIsRefused() throws IOException {
    assertThat(problems(task("void a()", "").replace("class A {", "class A { A(int i) {}")))
        .singleElement()
        .asString()
        .startsWith("A.java:5: task a: its class can't be made");
  }

  @Test
  void annotationProcessorsOfTheSourcesNeverRun() throws IOException {
    String processor =
        """
        // imports
        @javax.annotation.processing.SupportedAnnotationTypes("*")
        public class A extends javax.annotation.processing.AbstractProcessor {
          @Override public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement> a, javax.annotation.processing.RoundEnvironment r) { throw new Error("I ran"); }
          @Task void a() {}
        }
        """;

    assertThat(problems(processor)).isEmpty();
  }

  private static String task(String signature, String body) {
    return """
    // imports
    import java.util.List;
    class A {
      @Task
      %s { %s
      }
    }
    """
        .formatted(signature, body);
  }

  private List<String> problems(String source) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src"));
    Files.writeString(
        sources.resolve("A.java"), source.replace("// imports", "import dev.cairn.sdk.*;"));
    Path out = Files.createTempDirectory(folder, "out");
    compile(sources, out);
    return Files.exists(out.resolve("table.json")) ? List.of() : read(out);
  }

  private static List<String> read(Path out) throws IOException {
    return Compiler.problems(out.resolve("problems.json")).stream().map(Problem::toString).toList();
  }

  private TaskTable table(String bundle) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    compile(Golden.bundle(bundle), out);
    return TaskTable.parse(Files.readString(out.resolve("table.json")));
  }

  private static void compile(Path sources, Path out) throws IOException {
    CompileProcess.main(
        new String[] {
          sources.toString(), out.toString(), Toolchain.origin(BundleProcess.class).toString()
        });
  }
}
