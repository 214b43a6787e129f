// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.MemoryStore;
import dev.cairn.sandbox.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ran before is not run again, and what must run again is.
final class ReuseTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new Rig(folder);
  }

  @Test
  void whatRanBeforeIsReusedByAnotherEngine() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"));
    Result again = rig.run(Rig.compile("s7"));

    assertThat(rig.machine.ran).hasSize(1);
    assertThat(again)
        .isInstanceOfSatisfying(Result.Passed.class, p -> assertThat(p.reused()).isTrue());
  }

  @Test
  void otherInputsRunAgain() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"));
    rig.source = new Source(Plans.tree(Map.of("src/B.java", "class B { int i; }"), rig.store));
    rig.run(Rig.compile("s1"));

    assertThat(rig.machine.ran).hasSize(2);
  }

  @Test
  void filesThatNoStepChoosesChangeNothing() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"));
    rig.source =
        new Source(
            Plans.tree(
                Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}", "README", "new"),
                rig.store));
    rig.run(Rig.compile("s1"));

    assertThat(rig.machine.ran).hasSize(1);
  }

  @Test
  void equalStepsOfOneRunAreOne() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"), Rig.compile("s2"), Rig.compile("s3"));

    assertThat(rig.machine.ran).hasSize(1);
  }

  @Test
  void failedStepsRunAgain() throws IOException, InterruptedException {
    rig.run(Plans.run("s1", "false").text());
    rig.run(Plans.run("s1", "false").text());

    assertThat(rig.machine.ran).hasSize(2);
  }

  @Test
  void stepsWithANetworkAreNeverReused() throws IOException, InterruptedException {
    rig.run(Plans.run("s1", "echo", "x").online().text());
    rig.run(Plans.run("s1", "echo", "x").online().text());

    assertThat(rig.machine.ran).hasSize(2);
    assertThat(folder.resolve("cache/steps")).isEmptyDirectory();
  }

  @Test
  void resultsWithoutASandboxNeverEnterTheCache() throws IOException, InterruptedException {
    rig.machine.level = Level.NONE;
    rig.run(Rig.compile("s1"));

    assertThat(folder.resolve("cache/steps")).isEmptyDirectory();
  }

  /// What a lesser sandbox made never passes for what a full one would have made.
  @Test
  void resultsAreReusedOnlyAtTheirOwnLevel() throws IOException, InterruptedException {
    rig.machine.level = Level.EMULATED;
    rig.run(Rig.compile("s1"));
    rig.run(Rig.compile("s1"));
    assertThat(rig.machine.ran).hasSize(1);

    rig.machine.level = Level.NAMESPACES;
    rig.run(Rig.compile("s1"));
    assertThat(rig.machine.ran).hasSize(2);

    rig.machine.level = Level.TRANSLATED;
    rig.run(Rig.compile("s1"));
    rig.run(Rig.compile("s1"));
    assertThat(rig.machine.ran).hasSize(3);
  }

  @Test
  void lostContentIsMadeAnew() throws IOException, InterruptedException {
    rig.run(Rig.compile("s1"));
    MemoryStore other = new MemoryStore();
    rig.source =
        new Source(
            Plans.tree(Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}"), other));
    Engine engine = new Engine(rig.machine, other, folder.resolve("cache"), Map.of());
    engine.run(List.of(Rig.compile("s1")), rig.source, Listener.silent());

    assertThat(rig.machine.ran).hasSize(2);
  }

  @Test
  void packedImageIsAnArtifactAndIsReused() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.on(
            Plans.with(Plans.JDK, "/app", Plans.files("README")), "linux/amd64", "linux/arm64");
    Value first = Rig.value(rig.run(new Step.Pack("s1", Plans.origin(), "shop", image)));
    Value second = Rig.value(rig.run(new Step.Pack("s2", Plans.origin(), "shop", image)));

    assertThat(first).isInstanceOf(Value.Artifact.class).isEqualTo(second);
    // The fake packer keeps nothing in the rig.store, so what was kept is not whole, and is made
    // anew.
    assertThat(rig.machine.ran).hasSize(2);
  }

  @Test
  void portIsCalledOnceWithWhatStepsGave() throws IOException, InterruptedException {
    Step call =
        new Step.Call(
            "s2",
            Plans.origin(),
            "count/1",
            new TreeMap<>(Map.of("files", "{\"step\":\"s1\"}", "limit", "3")));
    Value.Answer answer = (Value.Answer) Rig.value(rig.run(Rig.compile("s1"), call));
    rig.run(Rig.compile("s1"), call);

    String tree = ((Value.Files) Rig.value(rig.run(Rig.compile("s1")))).tree().digest().toString();
    assertThat(new String(rig.store.read(answer.json()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"inputs\":{\"files\":\"{\\\"tree\\\":\\\"" + tree + "\\\"}\",\"limit\":\"3\"}}");
    assertThat(rig.called).hasValue(1);
  }

  @Test
  void unknownPortIsRefused() throws IOException, InterruptedException {
    Result result = rig.run(new Step.Call("s1", Plans.origin(), "magic/1", new TreeMap<>()));

    assertThat(result.sentence()).isEqualTo("call magic/1: (expected: one of [count/1])");
  }
}
