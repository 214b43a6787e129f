// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What runs at each service, and what became of what ran there before. The deployment that was
/// said to be healthy last holds its service; those before it were replaced, or rolled back if what
/// replaced them had run there before them.
final class Deployments {
  /// How far back a service's history is read at first, and at most.
  private static final int AT_FIRST = 16;

  private static final int AT_MOST = 1_024;

  private final Neighbourhood near;

  Deployments(Neighbourhood near) {
    this.near = near;
  }

  /// A time in which one deployment held a service.
  ///
  /// @param deployment one of its names
  /// @param since the first word that it was healthy, after what was before it
  record Stay(Identity deployment, Instant since) {}

  /// What became of a deployment.
  record State(Status status, Optional<String> reason, Optional<Instant> since) {}

  /// What holds a service.
  Optional<Stay> holder(Identity service) {
    return history(service, AT_FIRST).stream().findFirst();
  }

  /// What runs at a service.
  Optional<Thing> runs(Identity service) {
    return holder(service).flatMap(stay -> near.thing(stay.deployment())).map(this::whatRuns);
  }

  /// Newest first; of the last one that is read, `since` may be later than it was.
  private List<Stay> history(Identity service, int sightings) {
    List<Stay> stays = new ArrayList<>();
    for (Said said :
        near.graph().sightings(service, NodeKind.DEPLOYMENT, Status.HEALTHY_WORDS, sightings)) {
      Stay stay = new Stay(said.about(), said.moment().time());
      if (!stays.isEmpty() && stays.getLast().deployment().equals(stay.deployment())) {
        stays.removeLast();
      }
      stays.add(stay);
    }
    return List.copyOf(stays);
  }

  /// The newest part of a service's history, as far back as this deployment, if it was ever there.
  private List<Stay> historyTo(Identity service, Thing deployment) {
    boolean wasHealthy =
        deployment.said().stream()
            .anyMatch(said ->
                said.places().contains(service)
                    && Status.HEALTHY_WORDS.contains(said.attributes().getOrDefault("status", "")));
    List<Stay> stays = history(service, AT_FIRST);
    for (int limit = AT_FIRST * 4;
        wasHealthy && limit <= AT_MOST && indexOf(stays, deployment) < 0;
        limit *= 4) {
      stays = history(service, limit);
    }
    return stays;
  }

  State state(Thing deployment) {
    Facts facts = deployment.facts();
    Status said = facts.status().orElse(Status.UNKNOWN);
    State own = new State(said, facts.reason(), facts.since());
    SortedSet<Identity> services = facts.places("service");
    boolean healthyNow = Status.HEALTHY.contains(said);
    if (services.isEmpty()) {
      return healthyNow ? live(deployment, own) : own;
    }
    Optional<State> gone = Optional.empty();
    for (Identity service : services) {
      List<Stay> history = historyTo(service, deployment);
      int stay = indexOf(history, deployment);
      if (stay == 0) {
        return healthyNow
            ? live(deployment, new State(said, own.reason(), Optional.of(history.get(0).since())))
            : own;
      }
      if (stay > 0) {
        gone = Optional.of(replaced(service, history.get(stay - 1), deployment));
      } else if (healthyNow && !history.isEmpty()) {
        gone = Optional.of(new State(Status.SUPERSEDED, Optional.empty(), Optional.empty()));
      } else if (isOvertaken(history, facts, said)) {
        gone = Optional.of(replacedBy(history.get(0), Status.SUPERSEDED));
      }
    }
    return gone.orElse(own);
  }

  /// It never came up, and something else did after it.
  private static boolean isOvertaken(List<Stay> history, Facts facts, Status said) {
    boolean ended = said == Status.FAILED || said == Status.SUPERSEDED;
    Optional<Instant> started = facts.started();
    return !ended
        && !history.isEmpty()
        && started.isPresent()
        && history.get(0).since().isAfter(started.get());
  }

  private static int indexOf(List<Stay> history, Thing deployment) {
    for (int i = 0; i < history.size(); i++) {
      if (deployment.identities().contains(history.get(i).deployment())) {
        return i;
      }
    }
    return -1;
  }

  private State replaced(Identity service, Stay successor, Thing deployment) {
    boolean hadRun =
        near.thing(successor.deployment()).stream()
            .anyMatch(next -> hadRunBefore(service, next, deployment));
    return replacedBy(successor, hadRun ? Status.ROLLED_BACK : Status.SUPERSEDED);
  }

  /// Whether what a deployment runs had run at the service before another deployment did.
  private boolean hadRunBefore(Identity service, Thing deployment, Thing other) {
    for (Thing artifact : artifacts(deployment)) {
      for (Tie tie : near.effects(artifact)) {
        Thing earlier = tie.to();
        if (tie.mayCarry()
            && earlier.kind() == NodeKind.DEPLOYMENT
            && !earlier.equals(deployment)
            && !earlier.equals(other)
            && earlier.facts().places("service").contains(service)
            && earlier.facts().isEarlierThan(other.facts())) {
          return true;
        }
      }
    }
    return false;
  }

  private State replacedBy(Stay successor, Status status) {
    String title =
        near.thing(successor.deployment()).map(this::whatRuns).map(Titles::of).orElse("another");
    String verb = status == Status.ROLLED_BACK ? "rolled back to " : "replaced by ";
    return new State(status, Optional.of(verb + title), Optional.of(successor.since()));
  }

  private Thing whatRuns(Thing deployment) {
    return artifacts(deployment).stream().findFirst().orElse(deployment);
  }

  /// A finding that is open on what is live flags it.
  private State live(Thing deployment, State state) {
    List<String> findings = new ArrayList<>();
    Instant since = Instant.MAX;
    for (Thing finding : findings(deployment)) {
      findings.add(said(finding));
      since = least(since, finding.facts().since());
    }
    if (!findings.isEmpty()) {
      return new State(
          Status.FLAGGED,
          Optional.of(Sentence.join(findings)),
          since.equals(Instant.MAX) ? state.since() : Optional.of(since));
    }
    boolean repaired = state.status() == Status.REPAIRED;
    return new State(
        repaired ? Status.REPAIRED : Status.LIVE,
        repaired ? state.reason() : Optional.empty(),
        state.since());
  }

  /// The finding's own words, if they name it.
  private static String said(Thing finding) {
    String title = Titles.of(finding);
    return finding.facts().reason().filter(reason -> reason.contains(title)).orElse(title);
  }

  private static Instant least(Instant one, Optional<Instant> other) {
    return other.isPresent() && other.get().isBefore(one) ? other.get() : one;
  }

  private SortedSet<Thing> findings(Thing deployment) {
    SortedSet<Thing> subjects = artifacts(deployment);
    for (Thing artifact : List.copyOf(subjects)) {
      near.effects(artifact).stream()
          .filter(tie -> tie.mayCarry() && tie.to().kind() == NodeKind.ARTIFACT)
          .forEach(tie -> subjects.add(tie.to()));
    }
    subjects.add(deployment);
    NavigableSet<Thing> findings = new TreeSet<>();
    for (Thing subject : subjects) {
      for (Tie tie : near.effects(subject)) {
        if (tie.mayCarry() && tie.to().kind() == NodeKind.FINDING && isOpen(tie.to())) {
          findings.add(tie.to());
        }
      }
    }
    return findings;
  }

  private static boolean isOpen(Thing finding) {
    return finding.facts().status().map(Status.FLAGGED::equals).orElse(true);
  }

  SortedSet<Thing> artifacts(Thing deployment) {
    NavigableSet<Thing> artifacts = new TreeSet<>();
    for (Tie tie : near.causes(deployment)) {
      if (tie.mayCarry() && tie.from().kind() == NodeKind.ARTIFACT) {
        artifacts.add(tie.from());
      }
    }
    return artifacts;
  }
}
