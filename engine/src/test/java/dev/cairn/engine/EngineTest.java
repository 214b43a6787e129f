// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import dev.cairn.sandbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new Rig(folder);
  }

  @Test
  void outputIsTheTreeOfItsDirectory() throws IOException, InterruptedException {
    Value value = Rig.value(rig.run(Rig.compile("s1")));

    Tree tree = ((Value.Files) value).tree();
    assertThat(tree.entries(rig.store)).containsOnlyKeys("A.class");
  }

  @Test
  void filesThatMatchAreAppendedInOrder() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"));

    assertThat(rig.machine.ran)
        .containsExactly(List.of("javac", "-d", "/out", "/src/src/B.java", "/src/src/a/A.java"));
  }

  @Test
  void globThatMatchesNoInputIsSaid() throws IOException, InterruptedException {
    Result result =
        rig.run(
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
        rig.run(
            Rig.compile("s1"),
            Plans.run("s2", "cat", "/app/A.class").in("/app", Plans.output("s1")).text());

    assertThat(Rig.value(result))
        .isEqualTo(new Value.Text("-d /out /src/src/B.java /src/src/a/A.java"));
  }

  @Test
  void additionsOfTheImageAreSeen() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.with(
            Plans.with(Plans.JDK, "/app", Plans.files("README")),
            "/usr/share/doc",
            new TreeExpression.Text("motd", "hello"));

    assertThat(Rig.value(rig.run(Plans.run("s1", "cat", "/app/README").image(image).text())))
        .isEqualTo(new Value.Text("hi"));
    assertThat(
            Rig.value(rig.run(Plans.run("s1", "cat", "/usr/share/doc/motd").image(image).text())))
        .isEqualTo(new Value.Text("hello"));
  }

  @Test
  void additionToAFilledFolderHidesNothingOfTheImage() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.with(Plans.JDK, "/usr/bin", new TreeExpression.Text("tool", "tool"));
    Step step = Plans.run("s1", "cat", "/usr/bin/tool").image(image).text();

    assertThat(Rig.value(rig.run(step))).isEqualTo(new Value.Text("tool"));
  }

  @Test
  void inputThatHidesFilesOfTheImageIsRefused() throws IOException, InterruptedException {
    Result result = rig.run(Plans.run("s1", "cat").in("/usr", Plans.files("src/**")).text());

    assertThat(result.sentence())
        .isEqualTo(
            "make room: in(\"/usr\"): the image has files there, which would be hidden (expected: a"
                + " path that the image has not, such as /in/usr)");
  }

  @Test
  void failedStepShowsItsFirstErrorLine() throws IOException, InterruptedException {
    Result result = rig.run(Plans.run("s1", "false").text());

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
      return rig.store.read(digest);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatNeedsAFailedStepIsNotRunAndSaysWhy() throws IOException, InterruptedException {
    Result result =
        rig.run(
            Plans.run("s1", "false").out("/out"),
            Plans.run("s2", "cat", "/a/x").in("/a", Plans.output("s1")).out("/out"),
            Plans.run("s3", "cat", "/a/x").in("/a", Plans.output("s2")).text());

    assertThat(result)
        .isEqualTo(
            new Result.NotRun(
                "step s1 failed: false ended with exit code 1: A.java:3: error: ';' expected",
                Optional.of("s1")));
    assertThat(rig.machine.ran).hasSize(1);
  }

  @Test
  void failureIsAnAnswerWhereItIsAskedFor() throws IOException, InterruptedException {
    assertThat(Rig.value(rig.run(Plans.run("s1", "false").end(new Step.Ending.Passes()))))
        .isEqualTo(new Value.Truth(false));
    assertThat(Rig.value(rig.run(Plans.run("s1", "echo").end(new Step.Ending.Passes()))))
        .isEqualTo(new Value.Truth(true));
  }

  @Test
  void beingStoppedIsNoAnswer() throws IOException, InterruptedException {
    rig.machine.stops =
        Optional.of(
            new Outcome.Stopped(
                Outcome.Reason.TIME,
                Duration.ofSeconds(1),
                rig.machine.used,
                "echo ran longer than 1 s"));
    Result result = rig.run(Plans.run("s1", "echo").end(new Step.Ending.Passes()));

    assertThat(result.sentence()).isEqualTo("echo ran longer than 1 s");
  }

  @Test
  void programThatIsNotInTheImageIsNamed() throws IOException, InterruptedException {
    Result result = rig.run(Plans.run("s1", "gcc").text());

    assertThat(result.sentence())
        .isEqualTo(
            "run gcc: no such program in the image (expected: one in /usr/local/bin:/usr/bin:/bin)."
                + " Add the Debian package that has it to the image.");
  }

  @Test
  void commandsShareTheFoldersThatTheyName() throws IOException, InterruptedException {
    rig.machine.with(
        "write",
        call -> {
          Files.writeString(call.at("/t/x"), "from the first");
          return 0;
        });
    Result result = rig.run(Plans.run("s1", "write", "--to=/t").then("cat", "/t/x").text());

    assertThat(Rig.value(result)).isEqualTo(new Value.Text("from the first"));
  }

  @Test
  void linksThatACommandMakesAreNotFollowed() throws IOException, InterruptedException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/b"));
    Files.writeString(secrets.resolve("key"), "s3cret");
    rig.machine.with(
        "escape",
        call -> {
          Files.delete(call.at("/out/a/b"));
          Files.delete(call.at("/out/a"));
          Files.createSymbolicLink(call.at("/out/a"), folder.resolve("secrets"));
          return 0;
        });
    rig.machine.with(
        "link",
        call -> {
          Files.createSymbolicLink(call.at("/out/x"), secrets.resolve("key"));
          return 0;
        });

    assertThat(
            rig.run(
                    Plans.run("s1", "escape")
                        .in("/out/a/b", new TreeExpression.Merge(List.of()))
                        .out("/out/a/b"))
                .sentence())
        .isEqualTo(
            "take /out/a/b: a command replaced a directory on its way by a file or a link"
                + " (expected: directories)");
    Tree tree = ((Value.Files) Rig.value(rig.run(Plans.run("s1", "link").out("/out")))).tree();
    assertThat(tree.entries(rig.store))
        .containsExactly(Map.entry("x", new Tree.Entry.Link(secrets.resolve("key").toString())));
  }

  @Test
  void textIsThatOfTheLastCommand() throws IOException, InterruptedException {
    Result result = rig.run(Plans.run("s1", "echo", "one").then("echo", "two").text());

    assertThat(Rig.value(result)).isEqualTo(new Value.Text("two\n"));
  }

  @Test
  void secondCommandIsNotRunAfterAFailure() throws IOException, InterruptedException {
    rig.run(Plans.run("s1", "false").then("echo").text());

    assertThat(rig.machine.ran).containsExactly(List.of("false"));
  }

  @Test
  void environmentIsConstantButForWhatIsAsked() throws IOException, InterruptedException {
    List<Map<String, String>> seen = Collections.synchronizedList(new ArrayList<>());
    rig.machine.with(
        "env",
        call -> {
          seen.add(new TreeMap<>(call.command().env()));
          return 0;
        });
    rig.run(Plans.run("s1", "env").env("MODE", "fast").text());

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
  void imageOfAnotherPlatformIsNotRun() throws IOException, InterruptedException {
    Result result =
        rig.run(Plans.run("s1", "echo").image(Plans.on(Plans.JDK, "linux/arm64")).text());

    assertThat(result.sentence())
        .isEqualTo(
            "run in an image on [linux/arm64]: this machine is linux/amd64 (expected: one of the"
                + " image's platforms). Add it with on(…).");
  }

  @Test
  void stepThatWasNotPlannedIsSaid() throws IOException, InterruptedException {
    Result result = rig.run(Plans.run("s2", "cat").in("/a", Plans.output("s1")).text());

    assertThat(result.sentence())
        .isEqualTo("step s1: not planned (expected: a step that was planned before it is used)");
  }

  @Test
  void mergedTreesThatDifferAreRefusedWithTheirPath() throws IOException, InterruptedException {
    var merge =
        new TreeExpression.Merge(
            List.of(new TreeExpression.Text("a", "1"), new TreeExpression.Text("a", "2")));
    Result result = rig.run(Plans.run("s1", "cat").in("/a", merge).text());

    assertThat(result.sentence()).startsWith("merge trees: a: file of 1 bytes");
  }

  @Test
  void closingARunStopsItsSteps() throws IOException, InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    rig.machine.with(
        "sleep",
        _ -> {
          started.countDown();
          never.await();
          return 0;
        });
    Execution execution = rig.engine().begin(rig.source, Listener.silent());
    execution.add(Plans.run("s1", "sleep").text());
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    execution.close();

    assertThat(never.getCount()).isOne();
    assertThat(folder.resolve("cache/work/" + ProcessHandle.current().pid())).isEmptyDirectory();
  }

  @Test
  void readsOfAPlanAreAnsweredWhileItGoesOn() throws IOException, InterruptedException {
    try (Execution execution = rig.engine().begin(rig.source, Listener.silent())) {
      execution.add(Rig.compile("s1"));
      Tree tree = execution.tree(new TreeExpression.Only(Plans.output("s1"), List.of("*.class")));
      assertThat(tree.entries(rig.store)).containsOnlyKeys("A.class");
      execution.add(Plans.run("s2", "echo", "later").text());
      assertThat(execution.results()).containsOnlyKeys("s1", "s2");
    }
  }
}
