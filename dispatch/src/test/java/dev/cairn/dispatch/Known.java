// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [State] in memory that carries out what is decided, as storage does.
final class Known implements State {
  Catalogue catalogue = Samples.loaded();
  final Map<String, String> folders = new HashMap<>();
  final Map<String, List<String>> after = new HashMap<>();
  final List<Run> runs = new ArrayList<>();
  final List<Trigger> triggers = new ArrayList<>();
  final List<Decision.Await> awaiting = new ArrayList<>();
  final List<Trigger> live = new ArrayList<>();
  final List<Trigger> held = new ArrayList<>();
  Optional<String> advisories = Optional.of(Samples.ADVISORIES);
  Optional<Instant> advisoriesSince = Optional.empty();

  List<Decision> happens(Dispatch dispatch, Trigger trigger) {
    var decisions = dispatch.decide(trigger, this);
    triggers.addFirst(trigger);
    decisions.forEach(this::carryOut);
    return decisions;
  }

  void carryOut(Decision decision) {
    switch (decision) {
      case Decision.Start(var run) -> runs.add(Run.queued(runs.size() + 1, run, Samples.NOON));
      case Decision.StartSuperseded(var run, var by) ->
          runs.add(
              Run.queued(runs.size() + 1, run, Samples.NOON)
                  .superseded(by, Samples.NOON)
                  .orElseThrow());
      case Decision.Supersede(var id, var by) ->
          runs.replaceAll(
              run -> run.id().equals(id) ? run.superseded(by, Samples.NOON).orElseThrow() : run);
      case Decision.Learn(var change) -> catalogue = catalogue.after(change);
      case Decision.Await await -> awaiting.add(await);
      case Decision.Refused _, Decision.Waiting _, Decision.Already _ -> {}
    }
  }

  Run run(int number) {
    return runs.get(number - 1);
  }

  void becomes(int number, RunStatus status) {
    var run = run(number).leased("w-1", Instant.EPOCH).orElseThrow();
    if (status != RunStatus.RUNNING) {
      var answer = run.completed(run.fence(), Run.Result.of(status.word(), "", ""), Samples.NOON);
      run = ((Run.Answer.Kept) answer).run();
    }
    runs.set(number - 1, run);
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public Folder folder(Bundle bundle, String commit) {
    var key = folders.get(bundle.name() + "@" + commit);
    return key == null ? new Folder.Absent() : new Folder.Present(key);
  }

  @Override
  public boolean has(RunKey key) {
    return runs.stream().anyMatch(run -> run.wanted().key().equals(key));
  }

  @Override
  public List<Trigger> earlier(Trigger.Type type, String about) {
    return triggers.stream()
        .filter(trigger -> trigger.type() == type)
        .filter(trigger ->
            trigger.artifact().equals(Optional.of(about))
                || trigger.change().equals(Optional.of(about)))
        .toList();
  }

  @Override
  public List<Run> lane(String lane) {
    return runs.stream()
        .filter(run -> run.wanted().lane().equals(Optional.of(lane)))
        .filter(run ->
            switch (run.status()) {
              case QUEUED, RUNNING, PASSED -> true;
              case FAILED, SKIPPED, UNKNOWN, SUPERSEDED, CANCELLED -> false;
            })
        .toList();
  }

  @Override
  public boolean follows(String commit, String earlier) {
    return after.getOrDefault(earlier, List.of()).contains(commit);
  }

  @Override
  public Optional<String> advisories() {
    return advisories;
  }

  @Override
  public Optional<Instant> advisoriesSince() {
    return advisoriesSince;
  }

  @Override
  public List<Trigger> live() {
    return List.copyOf(live);
  }

  @Override
  public List<Trigger> held() {
    return List.copyOf(held);
  }

  @Override
  public List<Trigger> awaiting(String bundle, String key) {
    return awaiting.stream()
        .filter(await -> await.bundle().equals(bundle) && await.key().equals(key))
        .map(Decision.Await::trigger)
        .toList();
  }
}
