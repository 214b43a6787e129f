// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.TaskTable.Kind;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What Cairn says of its runs: begun, ended, superseded, and what they found.
final class RunEvents {
  private static final String STARTED = "dev.cdevents.taskrun.started.0.3.0";
  private static final String QUEUED = "dev.cdeventsx.cairn-run.queued.0.1.0";
  private static final String FINISHED = "dev.cdevents.taskrun.finished.0.3.0";

  private RunEvents() {}

  /// @param status a word of the closed list
  private record Fare(String status, String reason) {}

  /// Its id sorts before that of the end: of two words of one moment, the later one counts.
  static Event started(Run run) {
    var says = new Says();
    node(says, run, new Fare("running", ""));
    causes(says, run);
    return says.event(
        "run/%s/begun/%d".formatted(run.id(), run.attempt()),
        STARTED,
        run.started().orElse(run.created()),
        run.id());
  }

  static Event finished(Run run, JsonNode told) {
    var says = new Says();
    node(says, run, fare(run, told));
    causes(says, run);
    for (var digest : JsonNodes.texts(told, "artifacts")) {
      built(says, run, digest);
    }
    told.path("desired").forEach(desired -> committed(says, run, desired));
    if (told.path("uploaded").isNumber()) {
      says.subject(
          kind(run.wanted()),
          Set.of(Says.run(run)),
          Set.of(),
          Says.Facts.of("fact.uploaded", Long.toString(told.path("uploaded").asLong())));
    }
    return ended(says, run);
  }

  /// A run that ended without a word of its worker: superseded, cancelled, lost.
  static Event ended(Run run) {
    return finished(run, JsonNodes.object());
  }

  private static Event ended(Says says, Run run) {
    return says.event(
        "run/%s/finished/%d".formatted(run.id(), run.attempt()), FINISHED, time(run), run.id());
  }

  static Event again(Run run, Instant now) {
    var says = new Says();
    node(says, run, fare(run, JsonNodes.object()));
    causes(says, run);
    return says.event("run/%s/queued/%d".formatted(run.id(), run.attempt()), QUEUED, now, run.id());
  }

  static Event loaded(Run run) {
    boolean passed = run.status() == RunStatus.PASSED;
    var bundle = run.wanted().version().bundle();
    var says = new Says();
    node(says, run, fare(run, JsonNodes.object()));
    causes(says, run);
    says.data("bundle", bundle.name())
        .data("commit", run.wanted().version().commit())
        .data("reason", run.reason())
        .data("at", run.at());
    return says.event(
        "run/%s/loaded/%d".formatted(run.id(), run.attempt()),
        "dev.cdeventsx.cairn-bundle.%s.0.1.0".formatted(passed ? "loaded" : "refused"),
        time(run),
        bundle.name());
  }

  /// Of what a run emits, only a test's outcome is said here: what it pushed the registry says,
  /// what it deployed the environment.
  static Optional<Event> emitted(Run run, JsonNode emit) {
    if (!JsonNodes.text(emit, "type").equals(Trigger.Type.TEST_SUITE_FINISHED.word())) {
      return Optional.empty();
    }
    var fields = emit.path("fields");
    var outcome = JsonNodes.text(fields, "outcome");
    var artifact = fields.path("artifact");
    var environment = JsonNodes.text(fields, "environment");
    var suite = JsonNodes.text(fields, "suite");
    var digest = JsonNodes.text(artifact, "digest");
    var says = new Says();
    node(
        says,
        run,
        outcome.equals("PASS") ? new Fare("passed", "") : new Fare("failed", failed(suite, run)));
    Identity.ofDigest(digest)
        .ifPresent(identity ->
            says.edge(
                identity,
                Says.run(run),
                EdgeKind.TESTED_BY,
                "own-run",
                "the run tested this artifact"));
    causes(says, run);
    says.data("suite", suite)
        .data("outcome", outcome)
        .data("digest", digest)
        .data("name", JsonNodes.text(artifact, "name"))
        .data("environment", environment)
        .data("occasion", run.wanted().key().input());
    return Optional.of(
        says.event(
            "run/%s/tested/%s/%d".formatted(run.id(), suite, run.attempt()),
            "dev.cdevents.testsuiterun.finished.0.3.0",
            time(run),
            run.id()));
  }

  private static String failed(String suite, Run run) {
    return run.reason().isEmpty() ? suite + " failed" : run.reason();
  }

  private static Instant time(Run run) {
    return run.finished().or(run::started).orElse(run.created());
  }

  private static Fare fare(Run run, JsonNode told) {
    var verdict = told.path("verdict");
    if (run.status() == RunStatus.PASSED && verdict.isObject()) {
      return verdict.path("passed").asBoolean(false)
          ? new Fare("passed", "")
          : new Fare("failed", JsonNodes.text(verdict, "reason"));
    }
    for (var emit : told.path("emits")) {
      if (JsonNodes.text(emit.path("fields"), "outcome").equals("FAIL")) {
        return new Fare("failed", failed(JsonNodes.text(emit.path("fields"), "suite"), run));
      }
    }
    return switch (run.status()) {
      case QUEUED -> new Fare("queued", run.reason());
      case RUNNING -> new Fare("running", "");
      case PASSED -> new Fare("passed", "");
      case FAILED -> new Fare("failed", run.reason());
      case SKIPPED -> new Fare("refused", run.reason());
      case UNKNOWN -> new Fare("unknown", run.reason());
      case SUPERSEDED -> new Fare("superseded", run.reason());
      case CANCELLED -> new Fare("failed", "cancelled: " + run.reason());
    };
  }

  private static void built(Says says, Run run, String digest) {
    Identity.ofDigest(digest)
        .ifPresent(artifact -> {
          says.edge(
              Says.run(run),
              artifact,
              EdgeKind.BUILT_FROM,
              "own-run",
              "the run pushed this artifact");
          run.wanted()
              .change()
              .flatMap(Identity::ofCommit)
              .ifPresent(commit ->
                  says.edge(
                      commit,
                      artifact,
                      EdgeKind.BUILT_FROM,
                      "own-run",
                      "%s built it from this commit".formatted(run.id())));
        });
  }

  /// The config commit by which the run wants something somewhere, if it made one.
  private static void committed(Says says, Run run, JsonNode desired) {
    Identity.ofCommit(desired.path("commit").asString(""))
        .ifPresent(commit -> {
          says.subject(NodeKind.CONFIG_COMMIT, commit, Says.Facts.none());
          says.edge(
              Says.run(run), commit, EdgeKind.BUILT_FROM, "own-run", "the run made this commit");
          Identity.ofDigest(desired.path("digest").asString(""))
              .ifPresent(image ->
                  says.edge(
                      image,
                      commit,
                      EdgeKind.NAMES,
                      "same-digest",
                      "the run had it name this image"));
        });
  }

  private static void node(Says says, Run run, Fare fare) {
    var wanted = run.wanted();
    var environment = environment(wanted);
    Set<Identity> places = new HashSet<>();
    if (!environment.isEmpty()) {
      places.add(Identity.environment(environment));
    }
    says.subject(
        kind(wanted),
        Set.of(Says.run(run)),
        places,
        Says.Facts.of("title", title(wanted))
            .with("task", wanted.name())
            .with("status", fare.status())
            .with("reason", fare.reason())
            .with("tool", "cairn")
            .with("owner", wanted.version().bundle().team())
            .with("run", run.id())
            .with("attempt", Integer.toString(run.attempt()))
            .with("stage", stage(wanted))
            .with("environment", environment)
            .with("fact.bundle", wanted.version().bundle().name())
            .with("fact.at", run.at().isEmpty() ? at(wanted) : run.at())
            .with("started", run.started())
            .with("finished", run.status().finished() ? run.finished() : Optional.empty()));
  }

  private static String title(Wanted wanted) {
    return switch (wanted.work()) {
      case Wanted.Work.Load _ -> "load " + wanted.version().bundle().name();
      case Wanted.Work.Call(var task) -> task.name();
    };
  }

  private static String at(Wanted wanted) {
    return switch (wanted.work()) {
      case Wanted.Work.Load _ -> "";
      case Wanted.Work.Call(var task) -> task.at();
    };
  }

  static NodeKind kind(Wanted wanted) {
    return switch (wanted.work()) {
      case Wanted.Work.Load _ -> NodeKind.RUN;
      case Wanted.Work.Call(var task) -> kind(task);
    };
  }

  static NodeKind kind(TaskTable.Task task) {
    if (task.kind() == Kind.GATE || task.returns().equals("Verdict")) {
      return NodeKind.VERDICT;
    }
    return task.returns().equals(Trigger.Type.TEST_SUITE_FINISHED.word())
        ? NodeKind.TEST
        : NodeKind.RUN;
  }

  /// The column, where it does not follow from the kind alone.
  static String stage(Wanted wanted) {
    return wanted.triggers().isEmpty()
        ? ""
        : stage(kind(wanted), wanted.triggers().getFirst().type(), environment(wanted));
  }

  /// @param environment empty where none is known
  static String stage(NodeKind kind, Trigger.Type cause, String environment) {
    return switch (kind) {
      case VERDICT -> "checks";
      case TEST, RUN ->
          switch (cause) {
            case CHANGE_MERGED, CHANGE_PROPOSED, TAG_PUSHED ->
                kind == NodeKind.RUN ? "build" : "checks";
            case ARTIFACT_PUBLISHED, FINDING_OPENED -> "checks";
            case ARTIFACT_RELEASED -> "desired";
            case LIVE, SERVICE_UPGRADED, TEST_SUITE_FINISHED ->
                environment.isEmpty() ? "checks" : "environment:" + environment;
          };
      case COMMIT,
          CONFIG_COMMIT,
          CHANGE,
          ARTIFACT,
          DEPLOYMENT,
          GATE,
          FINDING,
          APPROVAL,
          INCIDENT,
          TICKET,
          PUBLICATION ->
          "";
    };
  }

  private static String environment(Wanted wanted) {
    return wanted.triggers().stream()
        .map(trigger -> trigger.text("environment"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// What the run follows from: its triggers' subjects; for a load, the commit.
  private static void causes(Says says, Run run) {
    var wanted = run.wanted();
    if (wanted.triggers().isEmpty()) {
      wanted.change().flatMap(Identity::ofCommit).ifPresent(commit -> runs(says, commit, run));
    }
    for (var trigger : wanted.triggers()) {
      cause(says, run, trigger);
    }
  }

  private static void cause(Says says, Run run, Trigger trigger) {
    var artifact = trigger.artifact().flatMap(Identity::ofDigest);
    switch (trigger.type()) {
      case CHANGE_MERGED, CHANGE_PROPOSED, TAG_PUSHED ->
          trigger.change().flatMap(Identity::ofCommit).ifPresent(commit -> runs(says, commit, run));
      case ARTIFACT_PUBLISHED, LIVE, FINDING_OPENED, TEST_SUITE_FINISHED ->
          artifact.ifPresent(identity -> looks(says, identity, run));
      case ARTIFACT_RELEASED ->
          artifact.ifPresent(identity -> {
            looks(says, identity, run);
            runs(says, Says.gate(identity.name()), run);
          });
      case SERVICE_UPGRADED ->
          artifact.ifPresent(identity -> {
            if (!trigger.occasion().isEmpty() && Dispatch.isOwn(trigger.event())) {
              looks(says, deployment(trigger, identity.name()), run);
            }
            looks(says, identity, run);
          });
    }
  }

  private static Identity deployment(Trigger trigger, String digest) {
    return Says.deployment(
        trigger.text("environment") + "/" + trigger.text("service"), digest, trigger.occasion());
  }

  private static void runs(Says says, Identity cause, Run run) {
    says.edge(cause, Says.run(run), EdgeKind.RUNS, "own-run", "the run was started for it");
  }

  private static void looks(Says says, Identity subject, Run run) {
    var kind =
        switch (kind(run.wanted())) {
          case VERDICT -> EdgeKind.SCANNED_BY;
          case TEST -> EdgeKind.TESTED_BY;
          case RUN,
              COMMIT,
              CONFIG_COMMIT,
              CHANGE,
              ARTIFACT,
              DEPLOYMENT,
              GATE,
              FINDING,
              APPROVAL,
              INCIDENT,
              TICKET,
              PUBLICATION ->
              EdgeKind.RUNS;
        };
    says.edge(subject, Says.run(run), kind, "own-run", "the run was started for it");
  }
}
