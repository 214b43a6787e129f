// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bundles.Answers.Answer;
import dev.cairn.bundles.Compilation.Compiled;
import dev.cairn.bundles.Plan.Ending;
import dev.cairn.bundles.Plan.Returned;
import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real processes in a real sandbox.
final class BundleIT {
  private static final Answers NONE =
      (read, _) -> new Answer.Stop("no answer to " + read.what(), "");

  @TempDir static Path cache;

  private static Sandbox sandbox;
  private static Toolchain toolchain;
  private static Compiler compiler;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    sandbox = RealSandbox.detect();
    toolchain = Toolchain.ofThisJvm(Optional.empty());
    compiler = Compiler.open(sandbox, toolchain, cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivery", "security", "platform", "release"})
  void processSaysTheGoldenLines(String name) throws IOException, InterruptedException {
    Compiled compiled = compiled(name);
    Limits limits = Limits.defaults().time(Duration.ofMinutes(1));
    List<String> said = new ArrayList<>();
    try (var conversation =
        Conversation.start(
            sandbox,
            Room.of(toolchain, cache)
                .bundle(compiled.table().bundle(), compiled.classes(), limits))) {
      for (String line : Golden.lines(name)) {
        if (Golden.isOfTheWorker(line)) {
          assertThat(conversation.say(line)).isTrue();
          said.add(line);
        } else {
          said.add(
              conversation.next(Duration.ofSeconds(20)) instanceof Conversation.Said.Line(var text)
                  ? text
                  : "nothing");
        }
      }
    }

    assertThat(said).isEqualTo(Golden.lines(name));
  }

  @Test
  void bundleIsCompiledOnceForTheSameSources() throws IOException, InterruptedException {
    Compiled first = compiled("security");
    Path table = first.classes().resolveSibling("table.json");
    var written = Files.getLastModifiedTime(table);

    assertThat(compiled("security")).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(table)).isEqualTo(written);
  }

  @Test
  void sourcesThatDoNotCompileAreRefusedInTheCompilersWords()
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(cache, "broken");
    Files.writeString(folder.resolve("A.java"), "class A {\n  Missing field;\n}\n");

    assertThat(compiler.compile(folder))
        .isEqualTo(
            new Compilation.Refused(
                List.of(
                    new Problem(
                        "A.java",
                        2,
                        "cannot find symbol\n  symbol:   class Missing\n  location: class A"))));
  }

  @Test
  void sourcesThatBreakTheCompilerAreRefused() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(cache, "deep");
    Files.writeString(
        folder.resolve("A.java"), "class A { int a = " + "(".repeat(20_000) + "1; }\n");

    assertThat(compiler.compile(folder))
        .isInstanceOfSatisfying(
            Compilation.Refused.class, refused -> assertThat(refused.problems()).isNotEmpty());
  }

  @Test
  void fiftyStepsArePlanned() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("fifty")) {
      Plan plan = plan(bundle, "chain");

      assertThat(plan.steps()).hasSize(50);
      assertThat(plan.ending())
          .isEqualTo(new Ending.Done(new Returned.Files(new TreeExpression.Output("s50"))));
    }
  }

  @Test
  void oneProcessMakesManyPlansAndWaitsForAnswers() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("delivery")) {
      var request = Request.of(task(bundle, "enough")).with("expected", "42");
      List<List<Step>> asked = new ArrayList<>();
      Answers answers =
          (read, soFar) -> {
            assertThat(read)
                .isEqualTo(
                    new Read(new TreeExpression.Output("s2"), Read.What.PASSED, Optional.empty()));
            asked.add(soFar);
            return new Answer.Text("41");
          };

      for (int i = 0; i < 3; i++) {
        assertThat(bundle.plan(request, answers).ending())
            .isEqualTo(new Ending.Failed("tests: 41 (expected: 42 or more)", "Delivery.java:37"));
      }
      assertThat(asked).hasSize(3).allSatisfy(steps -> assertThat(steps).hasSize(2));
    }
  }

  @Test
  void stepThatFailedEndsThePlanAndTheNextOneWorks() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("delivery")) {
      var request = Request.of(task(bundle, "enough")).with("expected", "42");

      assertThat(
              bundle
                  .plan(request, (_, _) -> new Answer.Stop("test failed", "Delivery.java:20"))
                  .ending())
          .isEqualTo(new Ending.Failed("test failed", "Delivery.java:20"));
      assertThat(plan(bundle, "classes").ending()).isInstanceOf(Ending.Done.class);
    }
  }

  @Test
  void planThatWaitsKeepsNoOtherWaiting() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("delivery")) {
      var request = Request.of(task(bundle, "enough")).with("expected", "1");
      Answers answers =
          (_, _) -> {
            assertThat(plan(bundle, "classes").ending()).isInstanceOf(Ending.Done.class);
            return new Answer.Text("41");
          };

      assertThat(bundle.plan(request, answers).ending()).isInstanceOf(Ending.Done.class);
    }
  }

  @Test
  void exceptionIsAFailureWithItsLine() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("delivery")) {
      assertThat(plan(bundle, "broken").ending())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed -> {
                assertThat(failed.at()).isEqualTo("Delivery.java:48");
                assertThat(failed.reason()).startsWith("NullPointerException: ");
              });
    }
  }

  @Test
  void whatTeamCodePrintsIsTheLog() throws IOException, InterruptedException {
    try (Bundle bundle = bundle("rogue")) {
      for (int i = 0; i < 50; i++) {
        Plan plan = plan(bundle, "says");
        assertThat(plan.ending()).isEqualTo(new Ending.Done(new Returned.Nothing()));
        assertThat(plan.log()).containsExactly("first", "second");
      }
    }
  }

  @Test
  void taskThatFillsItsMemoryFailsWithThatReason() throws IOException, InterruptedException {
    assertThat(failure("fillsMemory")).contains("filled its memory (limit: 64 MB)");
  }

  @Test
  void taskThatPrintsWithoutEndFailsWithThatReason() throws IOException, InterruptedException {
    assertThat(failure("prints"))
        .isEqualTo(
            "the bundle's process printed more than 16 MB (its limit). A task's method only plans:"
                + " have it print less.");
  }

  @Test
  void taskThatExitsFailsWithThatReason() throws IOException, InterruptedException {
    assertThat(failure("exits")).contains("exit code 7");
  }

  @Test
  void taskWithTooManyStepsFailsWithThatReason() throws IOException, InterruptedException {
    assertThat(failure("manySteps")).containsAnyOf("100001 lines", "filled its memory");
  }

  @Test
  void taskThatLoopsFailsWithThatReason() throws IOException, InterruptedException {
    try (Bundle bundle = impatient("rogue")) {
      assertThat(((Ending.Failed) plan(bundle, "loops").ending()).reason())
          .isEqualTo(
              "planning took longer than 2.5 s, the waiting for steps not counted (the limit of a"
                  + " plan). A task's method only plans: look for a loop without an end, or let a"
                  + " step do the work.");
      assertThat(plan(bundle, "says").ending()).isInstanceOf(Ending.Done.class);
    }
  }

  @Test
  void processThatSaysGarbageFailsTheRun() throws IOException, InterruptedException {
    assertThat(spoken("speaks", "garbage"))
        .startsWith("the bundle's process wrote a line: garbage (expected: one JSON object");
  }

  @Test
  void pureTaskThatPushesBehindTheSdksBackIsRefusedWithItsLine()
      throws IOException, InterruptedException {
    String act =
        "{\"id\":1,\"act\":{\"push\":{\"name\":\"shop\",\"digest\":\"sha256:%s\"},\"reference\":\"registry/shop\"},\"kind\":\"effect\",\"task\":\"speaks\",\"at\":\"Rogue.java:47\"}"
            .formatted("ab".repeat(32));

    assertThat(spoken("speaks", act))
        .isEqualTo("push: asked for by speaks in a task (expected: in an @Effect)");
  }

  @Test
  void pureTaskThatAsksForASecretBehindTheSdksBackIsRefusedWithItsLine()
      throws IOException, InterruptedException {
    String step =
        "{\"id\":1,\"step\":\"s1\",\"kind\":\"effect\",\"task\":\"speaks\",\"at\":\"Rogue.java:41\",\"image\":{\"empty\":true},\"run\":[[\"x\"]],\"secrets\":[[\"/x\",\"chat\"]],\"check\":true}";

    assertThat(spoken("speaks", step))
        .isEqualTo("secret: asked for by speaks in a task (expected: in a @Probe or an @Effect)");
  }

  @Test
  void processSeesNoEnvironmentOfTheHost() throws IOException, InterruptedException {
    assertThat(failure("asksForTheEnvironment").replaceAll("^.*\\{|\\}$", "").split(", "))
        .isSubsetOf(
            "LD_LIBRARY_PATH=/cairn/lib",
            "HOME=/tmp",
            "PWD=/",
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "LANG=C.UTF-8");
  }

  @Test
  void processSeesNoFileOfTheHost() throws IOException, InterruptedException {
    assertThat(looksAt("/etc/passwd")).isEqualTo("false no list");
    assertThat(looksAt("/etc")).matches("false no list|true java-25\\S*");
    assertThat(looksAt("/usr/bin")).isEqualTo("false no list");
    assertThat(looksAt(System.getProperty("user.home"))).isEqualTo("false no list");
    assertThat(looksAt(cache.toString())).isEqualTo("false no list");
    assertThat(looksAt("/cairn")).isEqualTo("true classes lib sdk.jar");
    assertThat(looksAt("/cairn/lib"))
        .matches("true (ld-linux\\S+ |lib(c|m|dl|rt|pthread|z|gcc_s|stdc\\+\\+)\\.so\\S* ?)+");
    assertThat(looksAt("/").split(" "))
        .isSubsetOf("true", "cairn", "dev", "etc", "lib", "lib64", "proc", "tmp", "usr");
  }

  @Test
  void processHasNoNetworkAndNoPrograms() throws IOException, InterruptedException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Bundle bundle = bundle("rogue")) {
      var request =
          Request.of(task(bundle, "connects"))
              .with("port", Integer.toString(server.getLocalPort()));

      assertThat(((Ending.Failed) bundle.plan(request, NONE).ending()).reason())
          .startsWith("ConnectException");
      assertThat(((Ending.Failed) plan(bundle, "forks").ending()).reason())
          .startsWith("IOException: Cannot run program \"/bin/true\"");
    }
  }

  private static String looksAt(String path) throws IOException, InterruptedException {
    try (Bundle bundle = bundle("rogue")) {
      var request = Request.of(task(bundle, "looks")).with("path", path);
      return ((Ending.Failed) bundle.plan(request, NONE).ending()).reason();
    }
  }

  private static String spoken(String task, String lines) throws IOException, InterruptedException {
    try (Bundle bundle = bundle("rogue")) {
      var request = Request.of(task(bundle, task)).with("lines", lines);
      return ((Ending.Failed) bundle.plan(request, NONE).ending()).reason();
    }
  }

  private static String failure(String task) throws IOException, InterruptedException {
    try (Bundle bundle = bundle("rogue")) {
      return ((Ending.Failed) plan(bundle, task).ending()).reason();
    }
  }

  private static Plan plan(Bundle bundle, String task) throws IOException, InterruptedException {
    return bundle.plan(Request.of(task(bundle, task)), NONE);
  }

  private static TaskTable.Task task(Bundle bundle, String name) {
    return bundle.table().named(name).getFirst();
  }

  private static Bundle bundle(String name) throws IOException, InterruptedException {
    return compiler.open(compiled(name));
  }

  private static Bundle impatient(String name) throws IOException, InterruptedException {
    return new Bundle(sandbox, Room.of(toolchain, cache), compiled(name), Duration.ofMillis(2_500));
  }

  private static Compiled compiled(String name) throws IOException, InterruptedException {
    Compilation compilation = compiler.compile(Golden.bundle(name));
    assertThat(compilation).isInstanceOf(Compiled.class);
    return (Compiled) compilation;
  }
}
