// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is deployed: promotions of one image or two at once, by a pull request or not, to two
/// environments; rollbacks; tests, certain and guessed; findings.
final class SimulatedRollouts {
  private static final List<String> ENVIRONMENTS = List.of("staging", "production");

  private final SimulatedWorld made;
  private final SimulatedBuilds builds;
  private final Map<String, List<Identity>> ran = new HashMap<>();

  SimulatedRollouts(SimulatedWorld made, SimulatedBuilds builds) {
    this.made = made;
    this.builds = builds;
  }

  void promote() {
    List<SimulatedBuilds.Built> released = builds.released();
    if (released.isEmpty()) {
      return;
    }
    String environment = ENVIRONMENTS.get(made.upTo(2));
    Map<String, Identity> wanted = new HashMap<>();
    int count = 1 + made.upTo(2);
    for (int i = 0; i < count; i++) {
      SimulatedBuilds.Built built = released.get(made.upTo(released.size()));
      List<Identity> before = ran.getOrDefault(environment + "/" + built.service(), List.of());
      if (!before.contains(built.artifact()) && !wanted.containsValue(built.artifact())) {
        wanted.put(built.service(), built.artifact());
      }
    }
    if (!wanted.isEmpty()) {
      configure(environment, wanted);
    }
  }

  private Identity configure(String environment, Map<String, Identity> wanted) {
    Identity config = made.commit();
    made.model().because(config);
    made.model().journey(config);
    Optional<Identity> change = made.maybe() ? Optional.empty() : Optional.of(configChange());
    boolean untold = change.isEmpty() && made.upTo(3) == 0;
    if (!untold) {
      made.model().tell(NodeKind.CONFIG_COMMIT, config, "title=deploy " + made.number());
    }
    change.ifPresent(request -> {
      made.model().because(config, request);
      made.model().derive(request, config, EdgeKind.MERGED_AS);
    });
    for (String service : wanted.keySet().stream().sorted().toList()) {
      Identity artifact = wanted.get(service);
      if (!untold) {
        made.model().because(config, artifact);
        made.model().derive(artifact, config, EdgeKind.NAMES, Strength.INFERRED);
      } else if (!ran.getOrDefault(environment + "/" + service, List.of()).contains(artifact)) {
        // Only a GitOps tool speaks of it, and what it brought had not been there.
        made.model().because(config, artifact);
      }
    }
    if (!untold) {
      made.model().event();
    }
    for (String service : wanted.keySet().stream().sorted().toList()) {
      deploy(environment, service, Map.entry(wanted.get(service), config));
    }
    if (made.upTo(4) == 0) {
      // A chart's own pods, whose image nobody names.
      Identity deployment = made.run();
      made.model().because(deployment, config);
      made.model().synced(config, deployment);
      made.model()
          .tell(NodeKind.DEPLOYMENT, deployment, "environment=" + environment, "status=live");
      made.model().derive(config, deployment, EdgeKind.DEPLOYED_BY).event();
    }
    return config;
  }

  private Identity configChange() {
    Identity change = Identity.change("https://forge/config/pull/" + made.hex(4));
    made.model().because(change);
    made.model().journey(change);
    made.model().holdsWhole(change);
    made.model().tell(NodeKind.CHANGE, change, "title=config change " + made.number()).event();
    return change;
  }

  private void deploy(String environment, String service, Map.Entry<Identity, Identity> what) {
    Identity deployment = made.run();
    Identity artifact = what.getKey();
    String place = environment + "/" + service;
    boolean comesUp = made.upTo(5) > 0;
    made.model().because(deployment, artifact);
    made.model().synced(what.getValue(), deployment);
    made.model()
        .tell(
            NodeKind.DEPLOYMENT,
            deployment,
            "environment=" + environment,
            "service=" + service,
            "status=running");
    made.model().derive(artifact, deployment, EdgeKind.DEPLOYED_BY);
    made.model().tell(NodeKind.CONFIG_COMMIT, what.getValue());
    made.model().derive(what.getValue(), deployment, EdgeKind.DEPLOYED_BY).event();
    made.model()
        .tell(
            NodeKind.DEPLOYMENT,
            deployment,
            "place=service:" + place,
            "status=" + (comesUp ? "live" : "failed"));
    made.model().event();
    ran.computeIfAbsent(place, _ -> new ArrayList<>()).add(artifact);
    tested(deployment, artifact, environment);
  }

  private void tested(Identity deployment, Identity artifact, String environment) {
    if (made.maybe()) {
      Identity smoke = made.run();
      made.model().because(smoke, deployment);
      made.model().tell(NodeKind.TEST, smoke, "environment=" + environment, "status=passed");
      made.model().derive(deployment, smoke, EdgeKind.TESTED_BY);
      made.model().derive(artifact, smoke, EdgeKind.TESTED_BY).event();
    }
    if (made.upTo(4) == 0) {
      Identity nightly = made.run();
      Identity after = made.run();
      made.model().because(nightly);
      made.model().because(after, nightly);
      made.model().guess(artifact, nightly);
      made.model().tell(NodeKind.TEST, nightly, "title=e2e", "status=failed");
      made.model().derive(artifact, nightly, EdgeKind.TESTED_BY, Strength.GUESSED).event();
      made.model().tell(NodeKind.RUN, after, "title=report", "status=passed");
      made.model().derive(nightly, after, EdgeKind.RUNS).event();
    }
    if (made.upTo(4) == 0) {
      Identity finding = Identity.run("cairn/finding/" + made.hex(5));
      made.model().because(finding, artifact);
      made.model().tell(NodeKind.FINDING, finding, "title=a finding");
      made.model().derive(artifact, finding, EdgeKind.SCANNED_BY).event();
    }
  }

  /// The newest image of the first service, if it has not been there.
  void toProduction() {
    String service = "service-0";
    List<Identity> before = ran.getOrDefault("production/" + service, List.of());
    for (SimulatedBuilds.Built built : builds.released().reversed()) {
      if (built.service().equals(service) && !before.contains(built.artifact())) {
        configure("production", Map.of(service, built.artifact()));
        return;
      }
    }
  }

  boolean couldRollBack() {
    return ran.values().stream().anyMatch(SimulatedRollouts::hasEarlier);
  }

  private static boolean hasEarlier(List<Identity> history) {
    return history.size() > 1 && !history.getFirst().equals(history.getLast());
  }

  /// What ran at a service before what runs there now comes back.
  void rollback() {
    for (String place : ran.keySet().stream().sorted().toList()) {
      List<Identity> history = ran.get(place);
      if (hasEarlier(history)) {
        String[] parts = place.split("/", 2);
        Identity config = configure(parts[0], Map.of(parts[1], history.getFirst()));
        if (made.model().reasons().get(config).stream()
            .noneMatch(why -> why.kind().equals("change"))) {
          made.model().storyOfItsOwn(config);
        }
        return;
      }
    }
  }
}
