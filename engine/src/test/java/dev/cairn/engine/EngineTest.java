// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.content.MemoryStore;
import dev.cairn.content.Tree;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger called = new AtomicInteger();
  private FakeMachine machine;
  private Source source;

  @BeforeEach
  void open() throws IOException {
    source =
        new Source(
            Plans.tree(
                Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}", "README", "hi"),
                store));
    machine =
        new FakeMachine(folder.resolve("machine"))
            .with(
                "javac",
                call -> {
                  Files.writeString(call.at("/out/A.class"), String.join(" ", call.arguments()));
                  call.print("compiled\n");
                  return 0;
                })
            .with(
                "echo",
                call -> {
                  call.print(String.join(" ", call.arguments()) + "\n");
                  return 0;
                })
            .with(
                "false",
                call -> {
                  call.complain("warming up\nA.java:3: error: ';' expected\n1 error\n");
                  return 1;
                })
            .with(
                "cat",
                call -> {
                  call.print(Files.readString(call.at(call.arguments().getFirst())));
                  return 0;
                });
  }

  private Engine engine() throws IOException {
    return new Engine(
        machine,
        store,
        folder.resolve("cache"),
        Map.of(
            "count/1",
            (inputs, _) -> {
              called.incrementAndGet();
              return Json.bytes(Map.of("inputs", inputs));
            }));
  }

  private Result run(Step... steps) throws IOException, InterruptedException {
    return engine()
        .run(Arrays.asList(steps), source, Listener.silent())
        .get(steps[steps.length - 1].id());
  }

  private static Value value(Result result) {
    assertThat(result).as(result.sentence()).isInstanceOf(Result.Passed.class);
    return ((Result.Passed) result).value();
  }

  private static Step.Run compile(String id) {
    return Plans.run(id, "javac", "-d", "/out")
        .in("/src", Plans.files("src/**"))
        .files("/src/**/*.java")
        .out("/out");
  }

  @Test
  void outputIsTheTreeOfItsDirectory() throws IOException, InterruptedException {
    Value value = value(run(compile("s1")));

    Tree tree = ((Value.Files) value).tree();
    assertThat(tree.entries(store)).containsOnlyKeys("A.class");
  }

  @Test
  void filesThatMatchAreAppendedInOrder() throws IOException, InterruptedException {
    run(compile("s1"));

    assertThat(machine.ran)
        .containsExactly(List.of("javac", "-d", "/out", "/src/src/B.java", "/src/src/a/A.java"));
  }

  @Test
  void globThatMatchesNoInputIsSaid() throws IOException, InterruptedException {
    Result result =
        run(
            Plans.run("s1", "javac")
                .in("/src", Plans.files("src/**"))
                .files("/src/*.kt")
                .out("/out"));

    assertThat(result.sentence())
        .isEqualTo(
            "run javac: files(/src/*.kt): no input is matched (expected: one or more). The inputs"
                + " are below [/out, /src].");
  }

  @Test
  void stepTakesTheOutputOfAnother() throws IOException, InterruptedException {
    Result result =
        run(
            compile("s1"),
            Plans.run("s2", "cat", "/app/A.class").in("/app", Plans.output("s1")).text());

    assertThat(value(result))
        .isEqualTo(new Value.Text("-d /out /src/src/B.java /src/src/a/A.java"));
  }

  @Test
  void additionsOfTheImageAreSeen() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.with(
            Plans.with(Plans.JDK, "/app", Plans.files("README")),
            "/usr/share/doc",
            new TreeExpression.Text("motd", "hello"));

    assertThat(value(run(Plans.run("s1", "cat", "/app/README").image(image).text())))
        .isEqualTo(new Value.Text("hi"));
    assertThat(value(run(Plans.run("s1", "cat", "/usr/share/doc/motd").image(image).text())))
        .isEqualTo(new Value.Text("hello"));
  }

  @Test
  void additionToAFilledFolderHidesNothingOfTheImage() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.with(Plans.JDK, "/usr/bin", new TreeExpression.Text("tool", "tool"));
    Step step = Plans.run("s1", "cat", "/usr/bin/tool").image(image).text();

    assertThat(value(run(step))).isEqualTo(new Value.Text("tool"));
  }

  @Test
  void inputThatHidesFilesOfTheImageIsRefused() throws IOException, InterruptedException {
    Result result = run(Plans.run("s1", "cat").in("/usr", Plans.files("src/**")).text());

    assertThat(result.sentence())
        .isEqualTo(
            "make room: in(\"/usr\"): the image has files there, which would be hidden (expected: a"
                + " path that the image has not, such as /in/usr)");
  }

  @Test
  void whatRanBeforeIsReusedByAnotherEngine() throws IOException, InterruptedException {
    run(compile("s1"));
    Result again = run(compile("s7"));

    assertThat(machine.ran).hasSize(1);
    assertThat(again)
        .isInstanceOfSatisfying(Result.Passed.class, p -> assertThat(p.reused()).isTrue());
  }

  @Test
  void otherInputsRunAgain() throws IOException, InterruptedException {
    run(compile("s1"));
    source = new Source(Plans.tree(Map.of("src/B.java", "class B { int i; }"), store));
    run(compile("s1"));

    assertThat(machine.ran).hasSize(2);
  }

  @Test
  void filesThatNoStepChoosesChangeNothing() throws IOException, InterruptedException {
    run(compile("s1"));
    source =
        new Source(
            Plans.tree(
                Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}", "README", "new"),
                store));
    run(compile("s1"));

    assertThat(machine.ran).hasSize(1);
  }

  @Test
  void equalStepsOfOneRunAreOne() throws IOException, InterruptedException {
    run(compile("s1"), compile("s2"), compile("s3"));

    assertThat(machine.ran).hasSize(1);
  }

  @Test
  void failedStepsRunAgain() throws IOException, InterruptedException {
    run(Plans.run("s1", "false").text());
    run(Plans.run("s1", "false").text());

    assertThat(machine.ran).hasSize(2);
  }

  @Test
  void stepsWithANetworkAreNeverReused() throws IOException, InterruptedException {
    run(Plans.run("s1", "echo", "x").online().text());
    run(Plans.run("s1", "echo", "x").online().text());

    assertThat(machine.ran).hasSize(2);
    assertThat(folder.resolve("cache/steps")).isEmptyDirectory();
  }

  @Test
  void resultsWithoutASandboxNeverEnterTheCache() throws IOException, InterruptedException {
    machine.level = Level.NONE;
    run(compile("s1"));

    assertThat(folder.resolve("cache/steps")).isEmptyDirectory();
  }

  @Test
  void lostContentIsMadeAnew() throws IOException, InterruptedException {
    run(compile("s1"));
    MemoryStore other = new MemoryStore();
    source =
        new Source(
            Plans.tree(Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}"), other));
    Engine engine = new Engine(machine, other, folder.resolve("cache"), Map.of());
    engine.run(List.of(compile("s1")), source, Listener.silent());

    assertThat(machine.ran).hasSize(2);
  }

  @Test
  void failedStepShowsItsFirstErrorLine() throws IOException, InterruptedException {
    Result result = run(Plans.run("s1", "false").text());

    assertThat(result.sentence())
        .isEqualTo("false ended with exit code 1: A.java:3: error: ';' expected");
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Failed.class,
            failed ->
                assertThat(new String(read(failed.log()), StandardCharsets.UTF_8))
                    .isEqualTo("warming up\nA.java:3: error: ';' expected\n1 error\n"));
  }

  private byte[] read(Digest digest) {
    try {
      return store.read(digest);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatNeedsAFailedStepIsNotRunAndSaysWhy() throws IOException, InterruptedException {
    Result result =
        run(
            Plans.run("s1", "false").out("/out"),
            Plans.run("s2", "cat", "/a/x").in("/a", Plans.output("s1")).out("/out"),
            Plans.run("s3", "cat", "/a/x").in("/a", Plans.output("s2")).text());

    assertThat(result)
        .isEqualTo(
            new Result.NotRun(
                "step s1 failed: false ended with exit code 1: A.java:3: error: ';' expected",
                Optional.of("s1")));
    assertThat(machine.ran).hasSize(1);
  }

  @Test
  void failureIsAnAnswerWhereItIsAskedFor() throws IOException, InterruptedException {
    assertThat(value(run(Plans.run("s1", "false").end(new Step.Ending.Passes()))))
        .isEqualTo(new Value.Truth(false));
    assertThat(value(run(Plans.run("s1", "echo").end(new Step.Ending.Passes()))))
        .isEqualTo(new Value.Truth(true));
  }

  @Test
  void beingStoppedIsNoAnswer() throws IOException, InterruptedException {
    machine.stops =
        Optional.of(
            new Outcome.Stopped(
                Outcome.Reason.TIME, Duration.ofSeconds(1), "echo ran longer than 1 s"));
    Result result = run(Plans.run("s1", "echo").end(new Step.Ending.Passes()));

    assertThat(result.sentence()).isEqualTo("echo ran longer than 1 s");
  }

  @Test
  void programThatIsNotInTheImageIsNamed() throws IOException, InterruptedException {
    Result result = run(Plans.run("s1", "gcc").text());

    assertThat(result.sentence())
        .isEqualTo(
            "run gcc: no such program in the image (expected: one in /usr/local/bin:/usr/bin:/bin)."
                + " Add the Debian package that has it to the image.");
  }

  @Test
  void commandsShareTheFoldersThatTheyName() throws IOException, InterruptedException {
    machine.with(
        "write",
        call -> {
          Files.writeString(call.at("/t/x"), "from the first");
          return 0;
        });
    Result result = run(Plans.run("s1", "write", "--to=/t").then("cat", "/t/x").text());

    assertThat(value(result)).isEqualTo(new Value.Text("from the first"));
  }

  @Test
  void linksThatACommandMakesAreNotFollowed() throws IOException, InterruptedException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/b"));
    Files.writeString(secrets.resolve("key"), "s3cret");
    machine.with(
        "escape",
        call -> {
          Files.delete(call.at("/out/a/b"));
          Files.delete(call.at("/out/a"));
          Files.createSymbolicLink(call.at("/out/a"), folder.resolve("secrets"));
          return 0;
        });
    machine.with(
        "link",
        call -> {
          Files.createSymbolicLink(call.at("/out/x"), secrets.resolve("key"));
          return 0;
        });

    assertThat(
            run(Plans.run("s1", "escape")
                    .in("/out/a/b", new TreeExpression.Merge(List.of()))
                    .out("/out/a/b"))
                .sentence())
        .isEqualTo(
            "take /out/a/b: a command replaced a directory on its way by a file or a link"
                + " (expected: directories)");
    Tree tree = ((Value.Files) value(run(Plans.run("s1", "link").out("/out")))).tree();
    assertThat(tree.entries(store))
        .containsExactly(Map.entry("x", new Tree.Entry.Link(secrets.resolve("key").toString())));
  }

  @Test
  void textIsThatOfTheLastCommand() throws IOException, InterruptedException {
    Result result = run(Plans.run("s1", "echo", "one").then("echo", "two").text());

    assertThat(value(result)).isEqualTo(new Value.Text("two\n"));
  }

  @Test
  void secondCommandIsNotRunAfterAFailure() throws IOException, InterruptedException {
    run(Plans.run("s1", "false").then("echo").text());

    assertThat(machine.ran).containsExactly(List.of("false"));
  }

  @Test
  void environmentIsConstantButForWhatIsAsked() throws IOException, InterruptedException {
    List<Map<String, String>> seen = Collections.synchronizedList(new ArrayList<>());
    machine.with(
        "env",
        call -> {
          seen.add(new TreeMap<>(call.command().env()));
          return 0;
        });
    run(Plans.run("s1", "env").env("MODE", "fast").text());

    assertThat(seen)
        .containsExactly(
            new TreeMap<>(
                Map.of(
                    "HOME", "/tmp",
                    "LANG", "C.UTF-8",
                    "MODE", "fast",
                    "SOURCE_DATE_EPOCH", "315532800",
                    "TZ", "UTC")));
  }

  @Test
  void packedImageIsAnArtifactAndIsReused() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.on(
            Plans.with(Plans.JDK, "/app", Plans.files("README")), "linux/amd64", "linux/arm64");
    Value first = value(run(new Step.Pack("s1", Plans.origin(), "shop", image)));
    Value second = value(run(new Step.Pack("s2", Plans.origin(), "shop", image)));

    assertThat(first).isInstanceOf(Value.Artifact.class).isEqualTo(second);
    // The fake packer keeps nothing in the store, so what was kept is not whole, and is made anew.
    assertThat(machine.ran).hasSize(2);
  }

  @Test
  void imageOfAnotherPlatformIsNotRun() throws IOException, InterruptedException {
    Result result = run(Plans.run("s1", "echo").image(Plans.on(Plans.JDK, "linux/arm64")).text());

    assertThat(result.sentence())
        .isEqualTo(
            "run in an image on [linux/arm64]: this machine is linux/amd64 (expected: one of the"
                + " image's platforms). Add it with on(…).");
  }

  @Test
  void portIsCalledOnceWithWhatStepsGave() throws IOException, InterruptedException {
    Step call =
        new Step.Call(
            "s2",
            Plans.origin(),
            "count/1",
            new TreeMap<>(Map.of("files", "{\"step\":\"s1\"}", "limit", "3")));
    Value.Answer answer = (Value.Answer) value(run(compile("s1"), call));
    run(compile("s1"), call);

    String tree = ((Value.Files) value(run(compile("s1")))).tree().digest().toString();
    assertThat(new String(store.read(answer.json()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"inputs\":{\"files\":\"{\\\"tree\\\":\\\"" + tree + "\\\"}\",\"limit\":\"3\"}}");
    assertThat(called).hasValue(1);
  }

  @Test
  void unknownPortIsRefused() throws IOException, InterruptedException {
    Result result = run(new Step.Call("s1", Plans.origin(), "magic/1", new TreeMap<>()));

    assertThat(result.sentence()).isEqualTo("call magic/1: (expected: one of [count/1])");
  }

  @Test
  void stepThatWasNotPlannedIsSaid() throws IOException, InterruptedException {
    Result result = run(Plans.run("s2", "cat").in("/a", Plans.output("s1")).text());

    assertThat(result.sentence())
        .isEqualTo("step s1: not planned (expected: a step that was planned before it is used)");
  }

  @Test
  void mergedTreesThatDifferAreRefusedWithTheirPath() throws IOException, InterruptedException {
    var merge =
        new TreeExpression.Merge(
            List.of(new TreeExpression.Text("a", "1"), new TreeExpression.Text("a", "2")));
    Result result = run(Plans.run("s1", "cat").in("/a", merge).text());

    assertThat(result.sentence()).startsWith("merge trees: a: file of 1 bytes");
  }

  @Test
  void closingARunStopsItsSteps() throws IOException, InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    machine.with(
        "sleep",
        _ -> {
          started.countDown();
          never.await();
          return 0;
        });
    Execution execution = engine().begin(source, Listener.silent());
    execution.add(Plans.run("s1", "sleep").text());
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    execution.close();

    assertThat(never.getCount()).isOne();
    assertThat(folder.resolve("cache/work/" + ProcessHandle.current().pid())).isEmptyDirectory();
  }

  @Test
  void readsOfAPlanAreAnsweredWhileItGoesOn() throws IOException, InterruptedException {
    try (Execution execution = engine().begin(source, Listener.silent())) {
      execution.add(compile("s1"));
      Tree tree = execution.tree(new TreeExpression.Only(Plans.output("s1"), List.of("*.class")));
      assertThat(tree.entries(store)).containsOnlyKeys("A.class");
      execution.add(Plans.run("s2", "echo", "later").text());
      assertThat(execution.results()).containsOnlyKeys("s1", "s2");
    }
  }
}
