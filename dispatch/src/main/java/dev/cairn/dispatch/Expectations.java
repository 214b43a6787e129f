// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Expectation;
import dev.cairn.journeys.Foresight;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a journey has still before it, read from the types of the tasks:
///
/// ```
/// ship (running) returns ArtifactPublished → image → scan (@Gate) → release
///   → promote (ArtifactReleased) → config commit → shop in production → smoke (ServiceUpgraded)
/// ```
///
/// A step is expected while its cause is still to come. Where the cause has happened, dispatch has
/// decided: then there is a run, queued, or an answer why there is none.
public final class Expectations implements Foresight {
  private final Knowledge known;
  private final Reactions reactions = new Reactions(new Filter());

  public Expectations(Knowledge known) {
    this.known = known;
  }

  @Override
  public List<Expectation> expected(Journey sofar) {
    var picture = new Picture(sofar);
    var steps = new Steps();
    var coming = new ArrayList<String>();
    for (var run : runs(picture)) {
      if (isToCome(run, picture)) {
        queued(steps, run);
      }
      if (isAhead(run) && publishes(run) && !picture.hasArtifactOf(run)) {
        coming.add(Says.run(run).value());
      }
    }
    for (var cause : coming) {
      var image = steps.add("image of " + cause, NodeKind.ARTIFACT, "artifact", "image", cause);
      afterPublication(steps, image, new Subject(Optional.empty(), Optional.empty()));
    }
    for (var artifact : picture.ownArtifacts()) {
      afterArtifact(steps, picture, artifact);
    }
    unstarted(steps, picture);
    return steps.all();
  }

  /// The artifact that a step is about, as far as it is known.
  private record Subject(Optional<String> name, Optional<String> digest) {}

  private List<Run> runs(Picture picture) {
    var runs = new LinkedHashMap<Long, Run>();
    picture
        .commits()
        .forEach(commit -> known.ofChange(commit).forEach(run -> runs.put(run.number(), run)));
    picture
        .ownArtifacts()
        .forEach(artifact ->
            known.ofArtifact(artifact.digest()).forEach(run -> runs.put(run.number(), run)));
    return List.copyOf(runs.values());
  }

  private static boolean isAhead(Run run) {
    return run.status() == RunStatus.QUEUED || run.status() == RunStatus.RUNNING;
  }

  /// Also one that a worker has begun while the event that says so is still on its way: it keeps
  /// the place that it had in the queue.
  private static boolean isToCome(Run run, Picture picture) {
    return run.status() == RunStatus.QUEUED
        || (run.status() == RunStatus.RUNNING && !picture.has(run))
        || hasJustPromoted(run, picture);
  }

  /// A promotion takes less time than the events about it: what follows from it is still to come.
  private static boolean hasJustPromoted(Run run, Picture picture) {
    return run.status() == RunStatus.PASSED && isPromotion(run.wanted()) && !picture.has(run);
  }

  private static boolean publishes(Run run) {
    return run.wanted().work() instanceof Wanted.Work.Call(var task)
        && task.returns().equals(Trigger.Type.ARTIFACT_PUBLISHED.word());
  }

  private void queued(Steps steps, Run run) {
    var wanted = run.wanted();
    steps.add(
        new Expectation(
            Says.run(run).value(),
            RunEvents.kind(wanted),
            stage(wanted),
            wanted.name(),
            cause(wanted),
            Optional.of(wanted.name()),
            Optional.of(wanted.version().bundle().team()),
            Status.QUEUED,
            Optional.of(run.reason()).filter(reason -> !reason.isEmpty()),
            known.usualSeconds(wanted.key().bundle(), wanted.name()),
            Optional.empty()));
  }

  private static List<String> cause(Wanted wanted) {
    if (isPromotion(wanted)) {
      return wanted.artifact().map(Says::gate).map(gate -> List.of(gate.value())).orElse(List.of());
    }
    return wanted
        .artifact()
        .map(digest -> "digest:" + digest)
        .or(() -> wanted.change().map(commit -> "commit:" + commit))
        .map(List::of)
        .orElse(List.of());
  }

  private static String stage(Wanted wanted) {
    var stage = RunEvents.stage(wanted);
    return stage.isEmpty() ? "build" : stage;
  }

  private void afterPublication(Steps steps, String image, Subject subject) {
    var verdicts = new ArrayList<String>();
    for (var reaction : on(Trigger.Type.ARTIFACT_PUBLISHED)) {
      if (reaction.task().kind() == TaskTable.Kind.GATE) {
        verdicts.add(steps.add(step(reaction, NodeKind.VERDICT, "checks", List.of(image), image)));
      }
    }
    var before = verdicts.isEmpty() ? List.of(image) : verdicts;
    var gate = steps.add(plain("gate of " + image, NodeKind.GATE, "gate", Gate.RELEASE, before));
    afterRelease(steps, gate, subject);
  }

  private void afterArtifact(Steps steps, Picture picture, Picture.Artifact artifact) {
    var subject = new Subject(Optional.of(artifact.name()), Optional.of(artifact.digest()));
    var gate = picture.gate(artifact);
    var before = "digest:" + artifact.digest();
    if (gate.isEmpty()) {
      var verdicts =
          known.ofArtifact(artifact.digest()).stream()
              .filter(run -> RunEvents.kind(run.wanted()) == NodeKind.VERDICT)
              .map(run -> Says.run(run).value())
              .toList();
      var after = verdicts.isEmpty() ? List.of(before) : verdicts;
      afterRelease(
          steps,
          steps.add(plain("gate of " + before, NodeKind.GATE, "gate", Gate.RELEASE, after)),
          subject);
    } else if (gate.get().status() != Status.PASSED) {
      afterRelease(steps, gate.get().identities().getFirst().value(), subject);
    } else {
      afterDecision(steps, picture, artifact, subject);
    }
  }

  /// It is released: what was promoted is still to run, where Git wants it and nothing runs it.
  private void afterDecision(
      Steps steps, Picture picture, Picture.Artifact artifact, Subject subject) {
    var promoting =
        known.ofArtifact(artifact.digest()).stream()
            .filter(
                run -> (isAhead(run) && isPromotion(run.wanted())) || hasJustPromoted(run, picture))
            .map(run -> Says.run(run).value())
            .findFirst();
    for (var place : known.places()) {
      if (picture.runs(artifact, place.environment())) {
        continue;
      }
      if (place.desired().equals(Optional.of(artifact.digest()))) {
        var commit = picture.configCommit(artifact).orElse("digest:" + artifact.digest());
        deployment(steps, place, commit);
      } else if (promoting.isPresent() && isMeant(place, subject)) {
        var commit =
            steps.add(
                plain(
                    "config of " + place.environment(),
                    NodeKind.CONFIG_COMMIT,
                    "desired",
                    "config commit",
                    List.of(promoting.get())));
        deployment(steps, place, commit);
      }
    }
  }

  private static boolean isPromotion(Wanted wanted) {
    return wanted.triggers().stream()
        .anyMatch(trigger -> trigger.type() == Trigger.Type.ARTIFACT_RELEASED);
  }

  private void afterRelease(Steps steps, String gate, Subject subject) {
    for (var reaction : on(Trigger.Type.ARTIFACT_RELEASED)) {
      var kind = RunEvents.kind(reaction.task());
      var run = steps.add(step(reaction, kind, "desired", List.of(gate), gate));
      if (reaction.task().kind() != TaskTable.Kind.EFFECT) {
        continue;
      }
      for (var place : known.places()) {
        if (isMeant(reaction.task(), place) && isMeant(place, subject)) {
          var commit =
              steps.add(
                  plain(
                      "config of " + place.environment() + " after " + run,
                      NodeKind.CONFIG_COMMIT,
                      "desired",
                      "config commit",
                      List.of(run)));
          deployment(steps, place, commit);
        }
      }
    }
  }

  /// A lane that has an environment's name is that environment's.
  private boolean isMeant(TaskTable.Task task, Knowledge.Place place) {
    boolean named =
        known.places().stream()
            .anyMatch(other -> task.lane().equals(Optional.of(other.environment())));
    return !named || task.lane().equals(Optional.of(place.environment()));
  }

  /// The service that has the artifact's name; any, where that is not known yet.
  private static boolean isMeant(Knowledge.Place place, Subject subject) {
    return subject.name().map(name -> name.equals(place.service())).orElse(true);
  }

  private void deployment(Steps steps, Knowledge.Place place, String after) {
    var stage = "environment:" + place.environment();
    var deployment =
        steps.add(
            plain(
                place.environment() + "/" + place.service(),
                NodeKind.DEPLOYMENT,
                stage,
                place.service(),
                List.of(after)));
    for (var reaction : on(Trigger.Type.SERVICE_UPGRADED)) {
      if (reactions.mayAnswer(reaction.task(), place)) {
        var kind = RunEvents.kind(reaction.task());
        steps.add(step(reaction, kind, stage, List.of(deployment), deployment));
      }
    }
  }

  /// A task of an active bundle that one type of event starts.
  private record Reaction(Bundle bundle, TaskTable.Task task) {}

  private List<Reaction> on(Trigger.Type type) {
    var found = new ArrayList<Reaction>();
    for (var entry : known.catalogue().all()) {
      entry
          .active()
          .ifPresent(active ->
              active.table().tasks().stream()
                  .filter(task ->
                      task.triggers().size() == 1
                          && task.triggers().getFirst().type().equals(type.word()))
                  .forEach(task -> found.add(new Reaction(entry.bundle(), task))));
    }
    return found;
  }

  private Expectation step(
      Reaction reaction, NodeKind kind, String stage, List<String> after, String about) {
    var bundle = reaction.bundle();
    var task = reaction.task();
    return new Expectation(
        bundle.name() + "/" + task.name() + " of " + about,
        kind,
        stage,
        task.name(),
        after,
        Optional.of(task.name()),
        Optional.of(bundle.team()),
        Status.EXPECTED,
        Optional.empty(),
        known.usualSeconds(bundle.name(), task.name()),
        Optional.empty());
  }

  private static Expectation plain(
      String name, NodeKind kind, String stage, String title, List<String> after) {
    return new Expectation(
        name,
        kind,
        stage,
        title,
        after,
        Optional.empty(),
        Optional.empty(),
        Status.EXPECTED,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private void unstarted(Steps steps, Picture picture) {
    var abouts = new LinkedHashMap<String, String>();
    picture.commits().forEach(commit -> abouts.put(commit, "commit:" + commit));
    picture
        .ownArtifacts()
        .forEach(artifact -> abouts.put(artifact.digest(), "digest:" + artifact.digest()));
    abouts.forEach((about, identity) -> {
      for (var answer : known.unstarted(about)) {
        answered(answer, identity).ifPresent(steps::add);
      }
    });
  }

  private Optional<Expectation> answered(Knowledge.Unstarted answer, String identity) {
    var active = known.catalogue().entry(answer.bundle()).flatMap(Catalogue.Entry::active);
    return active
        .flatMap(now -> now.table().task(answer.task()))
        .map(task ->
            new Expectation(
                answer.bundle() + "/" + answer.task() + " for " + answer.subject(),
                RunEvents.kind(task),
                column(task),
                answer.task(),
                List.of(identity),
                Optional.of(answer.task()),
                active.map(now -> now.version().bundle().team()),
                answer.waits() ? Status.WAITING : Status.REFUSED,
                Optional.of(answer.clause()),
                OptionalLong.empty(),
                Optional.empty()));
  }

  private static String column(TaskTable.Task task) {
    var kind = RunEvents.kind(task);
    var stage =
        task.triggers().stream()
            .flatMap(parameter -> Trigger.Type.named(parameter.type()).stream())
            .map(type -> RunEvents.stage(kind, type, ""))
            .findFirst()
            .orElse("build");
    return stage.isEmpty() ? "build" : stage;
  }

  /// The steps found so far, each name once.
  private static final class Steps {
    private final Map<String, Expectation> found = new LinkedHashMap<>();

    String add(Expectation step) {
      found.putIfAbsent(step.name(), step);
      return step.name();
    }

    String add(String name, NodeKind kind, String stage, String title, String after) {
      return add(plain(name, kind, stage, title, List.of(after)));
    }

    List<Expectation> all() {
      return List.copyOf(found.values());
    }
  }
}
