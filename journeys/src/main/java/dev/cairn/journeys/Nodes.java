// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Things as they are shown: with their state, which for a deployment depends on what came after
/// it, and for a gate on its verdicts.
final class Nodes {
  private static final int EVENTS = 100;

  private final Neighbourhood near;
  private final Membership membership;
  private final Deployments deployments;
  private final Stages stages;
  private final RepositoryNames names;

  Nodes(Neighbourhood near, Membership membership, Stages stages, RepositoryNames names) {
    this.near = near;
    this.membership = membership;
    this.deployments = new Deployments(near);
    this.stages = stages;
    this.names = names;
  }

  Deployments deployments() {
    return deployments;
  }

  Journey.Node member(Thing thing, boolean isRoot) {
    Facts facts = thing.facts();
    Deployments.State state = state(thing, facts);
    List<Journey.Seen> events = facts.events();
    SortedMap<String, String> shown = facts.shown();
    state.since().ifPresent(since -> shown.put("since", since.toString()));
    Optional.ofNullable(shown.get(Journey.REPOSITORY))
        .flatMap(names::of)
        .ifPresent(name -> shown.put(Journey.REPOSITORY_NAME, name));
    int repairs = facts.times(Status.REPAIRED);
    if (thing.kind() == NodeKind.DEPLOYMENT && repairs > 0) {
      shown.put("repairs", Integer.toString(repairs));
    }
    if (thing.demoted()) {
      shown.put("demoted", "this name was given to several things, so it joins none");
    }
    for (Identity chain : membership.chains().demoted(thing)) {
      shown.put("demoted", chain.value() + " joins several journeys, so it joins none");
    }
    return new Journey.Node(
        thing.id(),
        thing.kind(),
        stages.of(thing, isRoot),
        Titles.of(thing),
        state.status(),
        state.reason(),
        List.copyOf(thing.identities()),
        facts.value("tool"),
        facts.value("url"),
        facts.value("owner"),
        facts.started(),
        facts.finished(),
        Optional.empty(),
        OptionalLong.empty(),
        facts.attempts(),
        facts.latest("run"),
        events.subList(0, Math.min(EVENTS, events.size())),
        events.size(),
        shown);
  }

  /// What a service runs to which a journey has not come yet, and which journey brought it there.
  SortedMap<String, String> running(Thing thing) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("runs", Titles.of(thing));
    facts.put("journey", origin(thing).orElse(thing).journeyId());
    return facts;
  }

  private Optional<Thing> origin(Thing thing) {
    return membership.roots(thing).stream().filter(root -> !root.equals(thing)).findFirst();
  }

  /// A thing of another journey, as a grey card.
  Journey.Node elsewhere(Thing thing) {
    Optional<Thing> journey = origin(thing);
    SortedMap<String, String> shown = new TreeMap<>();
    shown.put("journey", journey.orElse(thing).journeyId());
    return new Journey.Node(
        thing.id(),
        thing.kind(),
        stages.of(thing, false),
        Titles.of(thing),
        Status.ELSEWHERE,
        journey.map(root -> "journey of " + Titles.ofJourney(root)),
        List.copyOf(thing.identities()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        0,
        shown);
  }

  private Deployments.State state(Thing thing, Facts facts) {
    if (thing.kind() == NodeKind.DEPLOYMENT) {
      return deployments.state(thing);
    }
    Optional<Status> said = facts.status();
    if (said.isEmpty() && thing.kind() == NodeKind.GATE) {
      return ofVerdicts(thing, facts);
    }
    return new Deployments.State(said.orElse(unsaid(thing.kind())), facts.reason(), facts.since());
  }

  private static Status unsaid(NodeKind kind) {
    if (kind == NodeKind.FINDING || kind == NodeKind.INCIDENT) {
      return Status.FLAGGED;
    }
    return Stages.isThing(kind) ? Status.PASSED : Status.UNKNOWN;
  }

  private Deployments.State ofVerdicts(Thing gate, Facts facts) {
    for (Tie tie : near.causes(gate)) {
      Facts verdict = tie.from().facts();
      if (tie.from().kind() == NodeKind.VERDICT
          && verdict.status().filter(Status.FAILED::equals).isPresent()) {
        return new Deployments.State(Status.HELD, verdict.reason(), verdict.since());
      }
    }
    return new Deployments.State(Status.WAITING, facts.reason(), facts.since());
  }
}
