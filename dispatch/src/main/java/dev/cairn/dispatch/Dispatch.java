// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Bundle.Version;
import dev.cairn.dispatch.Catalogue.Active;
import dev.cairn.dispatch.Catalogue.Entry;
import dev.cairn.dispatch.Catalogue.Load;
import dev.cairn.dispatch.TaskTable.Kind;
import dev.cairn.dispatch.TaskTable.Task;
import dev.cairn.events.EventId;
import dev.cairn.events.RepositoryUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What runs next, and why not: a function of a trigger and of what is known.
///
/// Each trigger is decided alone, and its decisions are carried out before the next is decided.
///
/// * A change (ChangeMerged, ChangeProposed, TagPushed) is answered by the bundle of its own
///   repository, at that commit; by another's, at its active version, only where the task's
///   condition speaks of `repository`.
/// * Everything else is answered by the active version of every bundle.
/// * Gate tasks judge what is in Cairn's own registry.
public final class Dispatch {
  /// The source of Cairn's own events, which nobody else may use.
  public static final String OWN = "cairn";

  private final Reactions reactions = new Reactions(new Filter());

  /// Whether Cairn itself said it.
  public static boolean isOwn(EventId event) {
    return event.source().equals(OWN);
  }

  public List<Decision> decide(Trigger trigger, State state) {
    var decisions = new ArrayList<Decision>();
    for (var entry : state.catalogue().all()) {
      if (trigger.type().isChange() && isOf(trigger, entry.bundle())) {
        decisions.addAll(ownChange(trigger, entry, state));
      } else {
        decisions.addAll(foreign(trigger, entry, state));
      }
    }
    return decisions;
  }

  /// Why a person can't repeat a run; empty if they can. What passed stays so: a task has one
  /// result per subject, and a verdict is no fault.
  public Optional<String> whyNotAgain(Run run, State state) {
    return switch (run.status()) {
      case QUEUED, RUNNING -> Optional.of("it is %s".formatted(run.status().word()));
      case PASSED ->
          Optional.of(
              "it did its work, and what it gave stays (expected: a run that failed, was skipped,"
                  + " cancelled or lost). A new change, or new advisories, give a new run.");
      case SUPERSEDED -> Optional.of("a newer one is before it: " + run.reason());
      case FAILED, SKIPPED, UNKNOWN, CANCELLED ->
          Lanes.givesWayTo(run.wanted(), state)
              .map(newer ->
                  "%s, of a newer change, is before it and is %s"
                      .formatted(newer.id(), newer.status().word()));
    };
  }

  /// What follows when a load has ended, after the catalogue has learnt its result: the triggers
  /// that waited for it; and where the version is now the active one, its gate tasks judge what is
  /// held, and its tasks for what is live look at what is live.
  public List<Decision> loaded(String bundle, String key, State state) {
    var entry = state.catalogue().entry(bundle).orElse(null);
    if (entry == null) {
      return List.of();
    }
    var decisions = new ArrayList<Decision>();
    for (var trigger : state.awaiting(bundle, key)) {
      decisions.addAll(awaited(trigger, entry, key, state));
    }
    var active = entry.active().filter(now -> now.version().key().equals(key));
    if (active.isPresent()) {
      for (var trigger : state.held()) {
        decisions.addAll(
            reactions.of(trigger, active.get(), task -> task.kind() == Kind.GATE, state));
      }
      for (var trigger : state.live()) {
        decisions.addAll(reactions.of(trigger, active.get(), _ -> true, state));
      }
    }
    return fresh(decisions);
  }

  /// What follows when the advisories have changed ([State#advisories] answers the new ones): every
  /// task that asks for them looks at what is live, and every gate task at what is held.
  public List<Decision> advisoriesUpdated(State state) {
    var decisions = new ArrayList<Decision>();
    for (var entry : state.catalogue().all()) {
      var active = entry.active();
      if (active.isEmpty()) {
        continue;
      }
      for (var trigger : state.live()) {
        decisions.addAll(reactions.of(trigger, active.get(), Task::wantsAdvisories, state));
      }
      for (var trigger : state.held()) {
        decisions.addAll(
            reactions.of(
                trigger,
                active.get(),
                task -> task.kind() == Kind.GATE && task.wantsAdvisories(),
                state));
      }
    }
    return fresh(decisions);
  }

  private static boolean isOf(Trigger trigger, Bundle bundle) {
    return RepositoryUrl.canonical(trigger.text("repository"))
        .equals(RepositoryUrl.canonical(bundle.repository()));
  }

  private List<Decision> ownChange(Trigger trigger, Entry entry, State state) {
    var bundle = entry.bundle();
    var commit = trigger.text("commit");
    boolean head =
        trigger.type() == Trigger.Type.CHANGE_MERGED
            && trigger.text("branch").equals(bundle.branch());
    return switch (state.folder(bundle, commit)) {
      case State.Folder.Absent _ when head ->
          List.of(new Decision.Learn(new Catalogue.Change.HeadWithout(bundle.name(), commit)));
      case State.Folder.Absent _ -> List.of();
      case State.Folder.Present(var key) -> {
        var decisions = new ArrayList<Decision>();
        if (head && !isOld(commit, entry, state)) {
          decisions.add(
              new Decision.Learn(new Catalogue.Change.HeadMoved(bundle.name(), commit, key)));
        }
        decisions.addAll(atVersion(trigger, entry, new Version(bundle, commit, key), state));
        yield decisions;
      }
    };
  }

  /// A delivery that comes late must not turn the active version back.
  private static boolean isOld(String commit, Entry entry, State state) {
    return entry.versions().stream()
        .filter(known -> known.order() > 0)
        .anyMatch(known -> state.follows(known.commit(), commit));
  }

  private List<Decision> atVersion(Trigger trigger, Entry entry, Version version, State state) {
    var known = entry.version(version.key());
    if (known.isEmpty()) {
      return List.of(
          new Decision.Learn(
              new Catalogue.Change.Wanted(entry.bundle().name(), version.commit(), version.key())),
          new Decision.Start(load(version, trigger, "")),
          new Decision.Await(trigger, entry.bundle().name(), version.key()));
    }
    return switch (known.get().load()) {
      case Load.Wanted _ ->
          List.of(new Decision.Await(trigger, entry.bundle().name(), version.key()));
      // Again, since this change's own journey is to say that nothing of it was checked.
      case Load.Refused _ ->
          List.of(
              new Decision.Start(load(version, trigger, version.commit())),
              new Decision.Await(trigger, entry.bundle().name(), version.key()));
      case Load.Loaded(var table) ->
          reactions.of(trigger, new Active(version, table), _ -> true, state);
    };
  }

  private List<Decision> foreign(Trigger trigger, Entry entry, State state) {
    var active = entry.active();
    if (active.isPresent()) {
      return reactions.of(
          trigger,
          active.get(),
          task -> !trigger.type().isChange() || reactions.asksForRepository(task, trigger),
          state);
    }
    // A bundle that is being read for the first time is not passed over.
    return entry.versions().stream()
        .filter(known -> known.order() > 0 && known.load() instanceof Load.Wanted)
        .<Decision>map(known -> new Decision.Await(trigger, entry.bundle().name(), known.key()))
        .toList();
  }

  private List<Decision> awaited(Trigger trigger, Entry entry, String key, State state) {
    if (entry.version(key).map(Catalogue.Known::load).orElse(new Load.Wanted())
        instanceof Load.Refused(var reason, var at)) {
      return List.of(doesNotLoad(entry, trigger, reason, at));
    }
    if (trigger.type().isChange() && isOf(trigger, entry.bundle())) {
      return entry.at(key, trigger.text("commit")).stream()
          .flatMap(active -> reactions.of(trigger, active, _ -> true, state).stream())
          .toList();
    }
    return entry.active().isPresent() ? foreign(trigger, entry, state) : List.of();
  }

  private static Decision doesNotLoad(Entry entry, Trigger trigger, String reason, String at) {
    return new Decision.Refused(
        entry.bundle().name(), "", at, trigger.subject(), "the bundle does not load: " + reason);
  }

  /// @param occasion empty where the version is loaded for the first time
  private static Wanted load(Version version, Trigger trigger, String occasion) {
    return new Wanted(
        new RunKey(version.bundle().name(), "load", version.key(), occasion),
        version,
        new Wanted.Work.Load(),
        List.of(),
        Optional.empty(),
        trigger.change());
  }

  /// Several triggers decided at once may want one run: the first one makes it.
  private static List<Decision> fresh(List<Decision> decisions) {
    var keys = new HashSet<RunKey>();
    return decisions.stream()
        .filter(decision ->
            switch (decision) {
              case Decision.Start(var run) -> keys.add(run.key());
              case Decision.StartSuperseded(var run, var _) -> keys.add(run.key());
              case Decision.Supersede _,
                  Decision.Refused _,
                  Decision.Waiting _,
                  Decision.Already _,
                  Decision.Learn _,
                  Decision.Await _ ->
                  true;
            })
        .toList();
  }
}
