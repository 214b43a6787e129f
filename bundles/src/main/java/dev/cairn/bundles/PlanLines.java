// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.Plan.Ending;
import dev.cairn.bundles.Plan.Returned;
import dev.cairn.bundles.TaskTable.Kind;
import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Reads the lines of one plan, strictly and within bounds, and holds them against the kind of the
/// task that was asked for. What `kind` a line claims can only narrow what it may do.
///
/// | task asked for | network, secrets | effects |
/// | --- | --- | --- |
/// | task, gate | no | no |
/// | probe | lines that say probe or effect | no |
/// | effect | lines that say probe or effect | lines that say effect |
///
/// Where a secret may be asked for, it is refused all the same: none are kept yet.
final class PlanLines {
  /// The longest line, in bytes.
  static final int LONGEST = 1 << 20;

  /// The most lines of a plan.
  static final int MOST = 100_000;

  private static final long MOST_BYTES = 64L << 20;

  private final long id;
  private final Request request;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Expressions expressions = new Expressions(steps);
  private final List<Act> acts = new ArrayList<>();
  private final List<Emit> emits = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private Optional<Judgement> judgement = Optional.empty();
  private int lines;
  private long bytes;

  PlanLines(long id, Request request) {
    this.id = id;
    this.request = request;
  }

  /// What a line means for the conversation.
  sealed interface Heard {
    /// Another line will come.
    record More() implements Heard {}

    /// The process waits for an answer.
    record Asked(Read read) implements Heard {}

    /// It was the last line.
    record Last(Ending ending) implements Heard {}
  }

  Heard read(String line) throws BadLineException {
    lines++;
    bytes += line.length();
    if (lines > MOST || bytes > MOST_BYTES) {
      throw BadLineException.malformed(
          "a plan",
          "%d lines, %d characters".formatted(lines, bytes),
          "at most %d lines and %d characters".formatted(MOST, MOST_BYTES));
    }
    Members members = Members.of(line);
    JsonNode answered = members.node("id");
    if (!answered.isIntegralNumber() || answered.longValue() != id) {
      throw members.wrong("id", answered.toString(), Long.toString(id));
    }
    Heard heard = read(members);
    members.end();
    return heard;
  }

  private Heard read(Members members) throws BadLineException {
    if (members.has("read")) {
      return new Heard.Asked(question(members));
    }
    if (members.has("done")) {
      return new Heard.Last(new Ending.Done(returned(members.node("done"))));
    }
    if (members.has("failed")) {
      String at = members.has("at") ? place(members.text("at")) : "";
      return new Heard.Last(new Ending.Failed(members.text("failed"), at));
    }
    if (members.has("skipped")) {
      return new Heard.Last(new Ending.Skipped(members.text("skipped")));
    }
    if (members.has("act")) {
      acts.add(act(members));
    } else if (members.has("emit")) {
      emits.add(emit(members));
    } else if (members.has("verdict")) {
      judge(members);
    } else if (members.has("log")) {
      log.add(members.text("log"));
    } else if (members.has("step")) {
      Step step = step(members);
      steps.put(step.id(), step);
    } else {
      throw BadLineException.malformed(
          "a line",
          members.names().toString(),
          "step, read, act, emit, verdict, log, done, failed or skipped");
    }
    return new Heard.More();
  }

  private Step step(Members members) throws BadLineException {
    String step = members.text("step");
    if (!step.matches("s[0-9]{1,6}") || steps.containsKey(step)) {
      throw members.wrong("step", step, "s1, s2, … and each once");
    }
    Kind claimed = claimed(members);
    Step.Origin origin = origin(members);
    if (members.has("pack")) {
      return new Step.Pack(
          step, origin, members.text("pack"), expressions.image(members.node("image")));
    }
    if (members.has("call")) {
      var inputs = expressions.inputs(members.object("inputs"));
      String advisories = inputs.get("advisories");
      boolean given =
          request
              .advisories()
              .map(digest -> "\"" + digest + "\"")
              .equals(Optional.ofNullable(advisories));
      if (advisories != null && !given) {
        throw members.wrong("inputs", advisories, "the advisories that came with the request");
      }
      return new Step.Call(step, origin, members.text("call"), inputs);
    }
    Step.Room room = expressions.room(members);
    if (room.network() == Step.Network.ALL) {
      refusePure("network", claimed, origin);
    }
    List<String> secrets = Expressions.secrets(members);
    if (!secrets.isEmpty()) {
      refusePure("secret", claimed, origin);
      throw BadLineException.forbidden(
          "secret %s: asked for by %s, and this Cairn keeps no secrets yet (expected: none). Leave that step to a tool that has the secret, and let it tell Cairn by a webhook or an event."
              .formatted(String.join(", ", secrets), origin.task()),
          origin.at());
    }
    return new Step.Run(
        step, origin, expressions.image(members.node("image")), room, expressions.ending(members));
  }

  private Read question(Members members) throws BadLineException {
    String word = members.text("what");
    Read.What what;
    try {
      what = Read.What.of(word);
    } catch (IllegalArgumentException _) {
      throw members.wrong(
          "what", word, "passed, failed, passes, text, paths, directories or digest");
    }
    Optional<String> path = members.optionalText("path");
    JsonNode of = members.node("read");
    if (of.size() == 1 && of.has("step")) {
      String asked = Members.text("step", of.get("step"));
      if (!fits(expressions.step(asked), what, path)) {
        throw members.wrong("what", word, "what fits the ending of " + asked);
      }
      return new Read(new TreeExpression.Output(asked), what, path);
    }
    boolean ofTree =
        what == Read.What.PATHS
            || what == Read.What.DIRECTORIES
            || (what == Read.What.TEXT && path.isPresent());
    if (!ofTree) {
      throw members.wrong("what", word, "paths, directories, or text with a path, of a tree");
    }
    return new Read(expressions.tree(of), what, path);
  }

  private static boolean fits(Step step, Read.What what, Optional<String> path) {
    Optional<Step.Ending> ending =
        step instanceof Step.Run run ? Optional.of(run.ending()) : Optional.empty();
    return switch (what) {
      case PASSED, FAILED -> ending.filter(Step.Ending.Junit.class::isInstance).isPresent();
      case PASSES -> ending.filter(Step.Ending.Passes.class::isInstance).isPresent();
      case TEXT ->
          path.isPresent()
              ? Expressions.isTree(step)
              : ending.filter(Step.Ending.Text.class::isInstance).isPresent();
      case PATHS, DIRECTORIES -> Expressions.isTree(step);
      case DIGEST -> step instanceof Step.Pack;
    };
  }

  private Act act(Members members) throws BadLineException {
    Kind claimed = claimed(members);
    Step.Origin origin = origin(members);
    Members act = members.object("act");
    Act result;
    if (act.has("push")) {
      result = new Act.Push(origin, expressions.artifact(act.node("push")), act.text("reference"));
    } else {
      result =
          new Act.Desire(
              origin,
              act.text("desire"),
              act.text("service"),
              expressions.artifact(act.node("artifact")));
    }
    act.end();
    Kind root = request.task().kind();
    String name = result instanceof Act.Push ? "push" : "desire";
    refuse(
        root != Kind.EFFECT || claimed != Kind.EFFECT,
        name,
        root != Kind.EFFECT ? root : claimed,
        origin);
    return result;
  }

  private void refusePure(String what, Kind claimed, Step.Origin origin) throws BadLineException {
    Kind root = request.task().kind();
    refuse(root.isPure() || claimed.isPure(), what, root.isPure() ? root : claimed, origin);
  }

  private static void refuse(boolean refused, String what, Kind kind, Step.Origin origin)
      throws BadLineException {
    if (refused) {
      String allowed =
          Set.of("network", "secret").contains(what)
              ? "in a @Probe or an @Effect"
              : "in an @Effect";
      throw BadLineException.forbidden(
          "%s: asked for by %s in a %s (expected: %s)"
              .formatted(what, origin.task(), kind.word(), allowed),
          origin.at());
    }
  }

  private Emit emit(Members members) throws BadLineException {
    Members data = members.object("data");
    var fields = new TreeMap<String, Emit.Value>();
    for (String name : data.names()) {
      JsonNode value = data.node(name);
      if (value.isString()) {
        fields.put(name, new Emit.Value.Text(value.asString()));
      } else if (value.isBoolean()) {
        fields.put(name, new Emit.Value.Truth(value.booleanValue()));
      } else if (value.isIntegralNumber() && value.canConvertToLong()) {
        fields.put(name, new Emit.Value.Whole(value.longValue()));
      } else {
        fields.put(name, new Emit.Value.OfArtifact(expressions.artifact(value)));
      }
    }
    return new Emit(members.text("emit"), fields);
  }

  private void judge(Members members) throws BadLineException {
    if (judgement.isPresent()) {
      throw members.wrong("verdict", "a second one", "one in a plan");
    }
    Step.Origin origin = origin(members);
    Members verdict = members.object("verdict");
    if (verdict.has("findings")) {
      Members findings = verdict.object("findings");
      String step = findings.text("step");
      findings.end();
      if (!(expressions.step(step) instanceof Step.Call)) {
        throw findings.wrong("step", step, "a step that calls findings");
      }
      judgement = Optional.of(new Judgement.ByFindings(origin, step, severity(verdict)));
    } else if (verdict.truth("passed")) {
      judgement = Optional.of(new Judgement.Passed(origin));
    } else {
      judgement = Optional.of(new Judgement.Failed(origin, verdict.text("reason")));
    }
    verdict.end();
  }

  private static Judgement.Severity severity(Members verdict) throws BadLineException {
    String word = verdict.text("allowBelow");
    for (Judgement.Severity severity : Judgement.Severity.values()) {
      if (severity.name().equals(word)) {
        return severity;
      }
    }
    throw verdict.wrong("allowBelow", word, "LOW, MEDIUM, HIGH or CRITICAL");
  }

  private Returned returned(JsonNode node) throws BadLineException {
    if (node.isNull()) {
      return new Returned.Nothing();
    }
    if (node.size() == 1 && node.has("step")) {
      String id = Members.text("step", node.get("step"));
      return switch (expressions.step(id)) {
        case Step.Pack _ -> new Returned.OfArtifact(new ArtifactReference.Made(id));
        case Step.Run run when run.ending() instanceof Step.Ending.Out ->
            new Returned.Files(new TreeExpression.Output(id));
        case Step.Run _, Step.Call _ -> new Returned.Report(id);
      };
    }
    return node.has("digest")
        ? new Returned.OfArtifact(expressions.artifact(node))
        : new Returned.Files(expressions.tree(node));
  }

  private static Kind claimed(Members members) throws BadLineException {
    String word = members.text("kind");
    try {
      return Kind.of(word);
    } catch (IllegalArgumentException _) {
      throw members.wrong("kind", word, "task, gate, probe or effect");
    }
  }

  private static Step.Origin origin(Members members) throws BadLineException {
    return new Step.Origin(members.text("task"), place(members.text("at")));
  }

  private static String place(String at) throws BadLineException {
    if (!at.matches("[^/\\s:]{1,200}:-?[0-9]{1,9}")) {
      throw BadLineException.malformed("\"at\"", at, "a file and a line, as in Delivery.java:15");
    }
    return at;
  }

  /// The steps so far.
  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  /// The plan, when it has ended.
  Plan plan(Ending ending, List<String> printed) {
    List<String> all = new ArrayList<>(log);
    all.addAll(printed);
    boolean done = ending instanceof Ending.Done;
    return new Plan(
        steps(),
        done ? acts : List.of(),
        done ? emits : List.of(),
        done ? judgement : Optional.empty(),
        ending,
        all.size() <= 1_000 ? all : all.subList(all.size() - 1_000, all.size()));
  }
}
