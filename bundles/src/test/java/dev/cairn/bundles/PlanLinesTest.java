// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bundles.Plan.Ending;
import dev.cairn.bundles.Plan.Returned;
import dev.cairn.bundles.TaskTable.Kind;
import dev.cairn.content.Digest;
import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlanLinesTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final String STEP =
      "{\"id\":1,\"step\":\"s1\",\"kind\":\"%s\",\"task\":\"a\",\"at\":\"A.java:7\",\"image\":{\"empty\":true},\"run\":[[\"x\"]],%s}";
  private static final String PACK =
      "{\"id\":1,\"step\":\"s1\",\"kind\":\"task\",\"task\":\"a\",\"at\":\"A.java:7\",\"pack\":\"shop\",\"image\":{\"empty\":true}}";
  private static final String PUSH =
      "{\"id\":1,\"act\":{\"push\":{\"step\":\"s1\"},\"reference\":\"registry/shop\"},\"kind\":\"%s\",\"task\":\"a\",\"at\":\"A.java:9\"}";

  @Test
  void planOfGoldenLinesIsReadWhole() throws IOException, BadLineException {
    Plan plan = golden("delivery", 1, Kind.EFFECT);

    assertThat(plan.steps()).extracting(Step::id).containsExactly("s1", "s2", "s3");
    assertThat(plan.steps().get(1))
        .isInstanceOfSatisfying(
            Step.Run.class,
            run -> {
              assertThat(run.origin()).isEqualTo(new Step.Origin("test", "Delivery.java:20"));
              assertThat(run.room().commands()).hasSize(2);
              assertThat(run.room().commands().get(0).files()).containsExactly("/src/**/*.java");
              assertThat(run.room().commands().get(1).files()).isEmpty();
              assertThat(run.room().inputs().get(1))
                  .isEqualTo(new Step.Input("/app", new TreeExpression.Output("s1")));
              assertThat(run.room().directory()).isEqualTo("/");
              assertThat(run.room().limit()).isEqualTo(Duration.ofMinutes(10));
              assertThat(run.room().network()).isEqualTo(Step.Network.NONE);
              assertThat(run.ending()).isEqualTo(new Step.Ending.Junit("/out"));
            });
    assertThat(plan.acts())
        .containsExactly(
            new Act.Push(
                new Step.Origin("ship", "Delivery.java:31"),
                new ArtifactReference.Made("s3"),
                "registry/shop"));
    assertThat(plan.emits()).extracting(Emit::type).containsExactly("ArtifactPublished");
    assertThat(plan.emits().getFirst().fields())
        .containsEntry("artifact", new Emit.Value.OfArtifact(new ArtifactReference.Made("s3")))
        .containsEntry("repository", new Emit.Value.Text("shop"));
    assertThat(plan.ending()).isEqualTo(new Ending.Done(new Returned.Nothing()));
  }

  @Test
  void gateSaysItsVerdictByFindings() throws IOException, BadLineException {
    Plan plan = golden("security", 1, Kind.GATE);

    assertThat(plan.steps())
        .containsExactly(
            new Step.Call(
                "s1",
                new Step.Origin("scan", "Security.java:10"),
                "findings/1",
                new TreeMap<>(
                    Map.of(
                        "artifact", "{\"digest\":\"" + DIGEST + "\",\"name\":\"shop\"}",
                        "advisories", "\"sha256:" + "cd".repeat(32) + "\""))));
    assertThat(plan.judgement())
        .contains(
            new Judgement.ByFindings(
                new Step.Origin("scan", "Security.java:10"), "s1", Judgement.Severity.HIGH));
  }

  @Test
  void probeMayUseTheNetwork() throws IOException, BadLineException {
    Plan plan = golden("platform", 2, Kind.PROBE);

    assertThat(plan.steps().getFirst())
        .isInstanceOfSatisfying(
            Step.Run.class, run -> assertThat(run.room().network()).isEqualTo(Step.Network.ALL));
    assertThat(plan.emits().getFirst().fields())
        .containsEntry("outcome", new Emit.Value.Text("FAIL"));
  }

  @Test
  void effectDesires() throws IOException, BadLineException {
    assertThat(golden("platform", 1, Kind.EFFECT).acts())
        .containsExactly(
            new Act.Desire(
                new Step.Origin("promote", "Rollout.java:12"),
                "production",
                "shop",
                new ArtifactReference.Known("shop", Digest.parse(DIGEST))));
  }

  @Test
  void returnedTreeAndArtifactAreKnown() throws IOException, BadLineException {
    assertThat(golden("delivery", 5, Kind.TASK).ending())
        .isEqualTo(new Ending.Done(new Returned.OfArtifact(new ArtifactReference.Made("s2"))));
    assertThat(golden("delivery", 4, Kind.TASK).ending())
        .isInstanceOfSatisfying(
            Ending.Done.class,
            done -> assertThat(done.returned()).isInstanceOf(Returned.Files.class));
  }

  @Test
  void planThatFailedHasNoEffects() throws BadLineException {
    var lines = lines(Kind.EFFECT);
    lines.read(PACK);
    lines.read(PUSH.formatted("effect"));
    Plan plan = lines.plan(new Ending.Failed("no", ""), List.of());

    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.acts()).isEmpty();
  }

  @Test
  void pureTaskThatActsIsRefusedWithItsLine() {
    assertThat(refusal(Kind.TASK, PACK, PUSH.formatted("effect")))
        .isEqualTo("A.java:9: push: asked for by a in a task (expected: in an @Effect)");
    assertThat(refusal(Kind.GATE, PACK, PUSH.formatted("effect")))
        .isEqualTo("A.java:9: push: asked for by a in a gate (expected: in an @Effect)");
  }

  @Test
  void probeThatActsIsRefusedWithItsLine() {
    assertThat(refusal(Kind.PROBE, PACK, PUSH.formatted("effect")))
        .isEqualTo("A.java:9: push: asked for by a in a probe (expected: in an @Effect)");
  }

  @Test
  void pureTaskThatAsksForTheNetworkIsRefusedWhateverItClaims() {
    String line = STEP.formatted("probe", "\"network\":true,\"check\":true");

    assertThat(refusal(Kind.TASK, line))
        .isEqualTo(
            "A.java:7: network: asked for by a in a task (expected: in a @Probe or an @Effect)");
  }

  @Test
  void pureTaskThatAsksForASecretIsRefusedWhateverItClaims() {
    String secret = "\"secrets\":[[\"/run/chat\",\"chat\"]],\"check\":true";

    assertThat(refusal(Kind.GATE, STEP.formatted("probe", secret)))
        .isEqualTo(
            "A.java:7: secret: asked for by a in a gate (expected: in a @Probe or an @Effect)");
    assertThat(refusal(Kind.EFFECT, STEP.formatted("task", secret)))
        .isEqualTo(
            "A.java:7: secret: asked for by a in a task (expected: in a @Probe or an @Effect)");
  }

  @Test
  void secretIsRefusedWhereItMayBeAskedForSinceThereAreNone() {
    String secret = "\"secrets\":[[\"/run/chat\",\"chat\"]],\"check\":true";

    assertThat(refusal(Kind.EFFECT, STEP.formatted("effect", secret)))
        .isEqualTo(
            "A.java:7: secret chat: asked for by a, and this Cairn keeps no secrets yet (expected:"
                + " none). Leave that step to a tool that has the secret, and let it tell Cairn by"
                + " a webhook or an event.");
    assertThat(
            refusal(
                Kind.PROBE,
                STEP.formatted("probe", "\"secrets\":[[\"chat\",\"chat\"]],\"check\":true")))
        .isEqualTo("\"secrets\": chat (expected: an absolute path without \"..\")");
  }

  @Test
  void lineOfPureTaskGetsNoNetworkAndNoEffectUnderAnEffect() {
    assertThat(refusal(Kind.EFFECT, STEP.formatted("task", "\"network\":[\"a\"],\"check\":true")))
        .isEqualTo(
            "A.java:7: network: asked for by a in a task (expected: in a @Probe or an @Effect)");
    assertThat(refusal(Kind.EFFECT, PACK, PUSH.formatted("gate")))
        .isEqualTo("A.java:9: push: asked for by a in a gate (expected: in an @Effect)");
  }

  @Test
  void unknownMembersAreRefused() {
    assertThat(refusal(Kind.TASK, STEP.formatted("task", "\"check\":true,\"secret\":\"x\"")))
        .isEqualTo("\"secret\" of the line: \"x\" (expected: no such member)");
    assertThat(
            refusal(
                Kind.TASK,
                STEP.formatted(
                    "task", "\"in\":[[\"/a\",{\"files\":[\"x\"],\"also\":1}]],\"check\":true")))
        .isEqualTo("\"also\" of a tree: 1 (expected: no such member)");
  }

  @Test
  void stepsMustBeWrittenDownBeforeTheyAreUsed() {
    assertThat(
            refusal(
                Kind.TASK,
                STEP.formatted("task", "\"in\":[[\"/a\",{\"step\":\"s9\"}]],\"check\":true")))
        .isEqualTo("\"step\": s9 (expected: one of this plan's, written down before)");
  }

  @Test
  void stepHasExactlyOneEnding() {
    assertThat(refusal(Kind.TASK, STEP.formatted("task", "\"out\":\"/out\",\"check\":true")))
        .isEqualTo(
            "\"step\" of the line: 2 endings (expected: one of out, junit, check, text and"
                + " passes)");
    assertThat(refusal(Kind.TASK, STEP.formatted("task", "\"cwd\":\"/\""))).contains("0 endings");
  }

  @Test
  void pathsThatClimbAreRefused() {
    assertThat(refusal(Kind.TASK, STEP.formatted("task", "\"out\":\"/out/../etc\"")))
        .isEqualTo("\"out\": /out/../etc (expected: an absolute path without \"..\")");
  }

  @Test
  void readMustFitTheEndingOfItsStep() {
    assertThat(
            refusal(
                Kind.TASK,
                STEP.formatted("task", "\"out\":\"/out\""),
                "{\"id\":1,\"read\":{\"step\":\"s1\"},\"what\":\"passed\"}"))
        .isEqualTo("\"what\" of the line: passed (expected: what fits the ending of s1)");
  }

  @Test
  void otherAdvisoriesThanGivenAreRefused() {
    assertThat(
            refusal(
                Kind.GATE,
                "{\"id\":1,\"step\":\"s1\",\"kind\":\"gate\",\"task\":\"a\",\"at\":\"A.java:7\",\"call\":\"findings/1\",\"inputs\":{\"artifact\":{\"name\":\"shop\",\"digest\":\"%s\"},\"advisories\":\"%s\"}}"
                    .formatted(DIGEST, DIGEST)))
        .contains("(expected: the advisories that came with the request)");
  }

  @Test
  void garbageAndForeignIdsAreRefused() {
    assertThat(refusal(Kind.TASK, "hello")).startsWith("a line: hello (expected: one JSON object");
    assertThat(refusal(Kind.TASK, "[1]")).isEqualTo("the line: [1] (expected: an object)");
    assertThat(refusal(Kind.TASK, "{\"id\":2,\"done\":null}"))
        .isEqualTo("\"id\" of the line: 2 (expected: 1)");
    assertThat(refusal(Kind.TASK, "{\"id\":1,\"done\":null,\"done\":null}")).startsWith("a line: ");
    assertThat(refusal(Kind.TASK, "{\"id\":1,\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .startsWith("a line: ");
  }

  @Test
  void tooManyLinesAreRefused() throws BadLineException {
    var lines = lines(Kind.TASK);
    for (int i = 0; i < PlanLines.MOST; i++) {
      lines.read("{\"id\":1,\"log\":\"x\"}");
    }

    assertThat(refusal(lines, "{\"id\":1,\"log\":\"x\"}"))
        .startsWith("a plan: 100001 lines")
        .endsWith("(expected: at most 100000 lines and 67108864 characters)");
    assertThat(lines.plan(new Ending.Skipped(""), List.of()).log()).hasSize(1000);
  }

  private static PlanLines lines(Kind kind) {
    return new PlanLines(1, request(kind, Optional.empty()));
  }

  private static Request request(Kind kind, Optional<Digest> advisories) {
    var task =
        new TaskTable.Task(
            "a", kind, "A.java:5", "", "A", List.of(), "void", Optional.empty(), false, List.of());
    return new Request(task, new TreeMap<>(), List.of(), advisories);
  }

  /// What the last of these lines is refused with.
  private static String refusal(Kind kind, String... all) {
    return refusal(lines(kind), all);
  }

  private static String refusal(PlanLines lines, String... all) {
    for (String line : all) {
      try {
        lines.read(line);
      } catch (BadLineException e) {
        return e.isForbidden() ? e.at() + ": " + e.message() : e.message();
      }
    }
    return "";
  }

  /// The plan that the lines of one request of a golden conversation make.
  private static Plan golden(String name, int id, Kind kind) throws IOException, BadLineException {
    var advisories = Optional.of(Digest.parse("sha256:" + "cd".repeat(32)));
    var lines = new PlanLines(id, request(kind, advisories));
    for (String line : Golden.lines(name)) {
      if (line.startsWith("{\"id\":" + id + ",")
          && !Golden.isOfTheWorker(line)
          && lines.read(line) instanceof PlanLines.Heard.Last(Ending ending)) {
        return lines.plan(ending, List.of());
      }
    }
    throw new IOException("golden lines " + name + ": no end of " + id);
  }
}
