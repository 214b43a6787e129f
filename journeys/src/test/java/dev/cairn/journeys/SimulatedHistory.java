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
import java.util.Random;
import java.util.Set;

/// A team's weeks, made up from a seed: pull requests merged in three ways, direct pushes, a hotfix
/// branch and its cherry-pick, monorepo builds, a shared base image, gates, promotions, rollbacks,
/// tests, findings, tools that guess, and tools that say less than they know.
final class SimulatedHistory {
  private static final List<String> ENVIRONMENTS = List.of("staging", "production");

  private final Random random;
  private final Model model = new Model();
  private final List<Built> released = new ArrayList<>();
  private final Map<String, List<Identity>> ran = new HashMap<>();
  private final List<Identity> bases = new ArrayList<>();
  private final List<Identity> mainline = new ArrayList<>();
  private int names;

  private record Built(Identity artifact, String service) {}

  private SimulatedHistory(long seed) {
    this.random = new Random(seed);
  }

  static Model of(long seed) {
    SimulatedHistory history = new SimulatedHistory(seed);
    int happenings = 3 + history.random.nextInt(6);
    for (int i = 0; i < happenings; i++) {
      history.something();
    }
    return history.model;
  }

  private void something() {
    switch (random.nextInt(12)) {
      case 0, 1 -> pullRequest();
      case 2 -> directPush();
      case 3 -> baseImage();
      case 4 -> hotfix();
      case 5, 6 -> promote();
      case 7 -> rollback();
      case 8 -> unbuiltThenBuilt();
      case 9 -> nightly();
      case 10 -> chained();
      default -> sameBytesAgain();
    }
  }

  // Names.

  private String hex(int length) {
    names++;
    StringBuilder hex = new StringBuilder(Integer.toHexString(0x1000 + names));
    while (hex.length() < length) {
      hex.append(Integer.toHexString(random.nextInt(16)));
    }
    return hex.toString();
  }

  private Identity commit() {
    return Identity.commit(hex(40));
  }

  private Identity digest() {
    return Identity.digest("sha256:" + hex(64));
  }

  private Identity run() {
    return Identity.run("ci/" + hex(5));
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private static String branch(String name) {
    return "place=branch:https://forge/acme#" + name;
  }

  // Changes.

  private void pullRequest() {
    names++;
    Identity change = Identity.change("https://forge/acme/pull/" + names);
    model.because(change);
    model.journey(change);
    List<Identity> commits = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      commits.add(commit());
    }
    Identity head = commits.getLast();
    model.tell(NodeKind.CHANGE, change, "title=change " + names, "status=running");
    for (Identity commit : commits) {
      model.because(commit, change);
      model.tell(NodeKind.COMMIT, commit, branch("feature-" + names));
      model.derive(change, commit, EdgeKind.PART_OF);
    }
    model.event();
    if (maybe()) {
      Identity check = check(head);
      model.because(check, head);
    }
    switch (random.nextInt(4)) {
      case 0 -> squash(change);
      case 1 -> rebase(change, count);
      case 2 -> mergeCommit(change, commits);
      default -> model.tell(NodeKind.CHANGE, change, "status=refused").event();
    }
  }

  private void squash(Identity change) {
    Identity merge = commit();
    merged(change, merge);
    build(merge);
  }

  private void rebase(Identity change, int count) {
    Identity head = commit();
    merged(change, head);
    for (int i = 1; i < count; i++) {
      Identity other = commit();
      model.because(other, head);
      model.tell(NodeKind.COMMIT, other, branch("main"));
      model.derive(head, other, EdgeKind.PUSHED_WITH).event();
    }
    build(head);
  }

  private void mergeCommit(Identity change, List<Identity> commits) {
    Identity merge = commit();
    merged(change, merge);
    for (Identity commit : commits) {
      model.derive(merge, commit, EdgeKind.PUSHED_WITH);
    }
    model.derive(commits.getLast(), merge, EdgeKind.PARENT).event();
    build(merge);
  }

  private void merged(Identity change, Identity merge) {
    model.because(merge, change);
    model.tell(NodeKind.CHANGE, change, "status=passed");
    model.derive(change, merge, EdgeKind.MERGED_AS).event();
    pushed(merge, "main");
  }

  private void pushed(Identity commit, String branch) {
    model.tell(NodeKind.COMMIT, commit, "title=commit " + names, branch(branch));
    if (branch.equals("main") && !mainline.isEmpty()) {
      model.derive(mainline.getLast(), commit, EdgeKind.PARENT);
    }
    model.event();
    if (branch.equals("main")) {
      mainline.add(commit);
    }
  }

  private void directPush() {
    Identity head = commit();
    model.because(head);
    if (maybe()) {
      pushed(head, "main");
      int others = random.nextInt(3);
      for (int i = 0; i < others; i++) {
        Identity other = commit();
        model.because(other, head);
        model.derive(head, other, EdgeKind.PUSHED_WITH);
        model.tell(NodeKind.COMMIT, other).event();
        if (maybe()) {
          model.because(check(other), other);
        }
      }
    } else {
      // Nobody told of the push: the commit is known by its build alone.
      mainline.clear();
    }
    build(head);
  }

  private void hotfix() {
    Identity fix = commit();
    model.because(fix);
    if (!mainline.isEmpty()) {
      model.derive(mainline.getFirst(), fix, EdgeKind.PARENT);
    }
    pushed(fix, "hotfix-" + names);
    build(fix);
    if (maybe()) {
      Identity picked = commit();
      model.because(picked);
      model.derive(fix, picked, EdgeKind.PARENT, Strength.INFERRED);
      pushed(picked, "main");
      build(picked);
    }
  }

  /// A push from which nothing was built, and the next one, which was.
  private void unbuiltThenBuilt() {
    mainline.clear();
    Identity unbuilt = commit();
    pushed(unbuilt, "main");
    if (maybe()) {
      model.because(check(unbuilt), unbuilt);
    }
    Identity built = commit();
    model.because(built);
    pushed(built, "main");
    build(built);
    model.because(unbuilt, built);
    if (maybe()) {
      Identity speaksOfIt = commit();
      model.because(speaksOfIt);
      model.derive(unbuilt, speaksOfIt, EdgeKind.PARENT, Strength.INFERRED);
      pushed(speaksOfIt, "main");
      build(speaksOfIt);
    }
  }

  // Building.

  private Identity check(Identity commit) {
    Identity check = run();
    model.tell(NodeKind.RUN, check, "title=CI", "status=" + (maybe() ? "passed" : "failed"));
    model.derive(commit, check, EdgeKind.RUNS).event();
    return check;
  }

  /// One commit, one run, some artifacts; told by the run, by labels, or by both.
  private void build(Identity commit) {
    Identity run = run();
    model.because(run, commit);
    model.tell(NodeKind.RUN, run, "title=build", "status=running");
    model.derive(commit, run, EdgeKind.RUNS).event();
    int artifacts = 1 + random.nextInt(3);
    for (int i = 0; i < artifacts; i++) {
      Identity artifact = artifact(commit, run);
      judged(artifact, "service-" + i);
    }
    model.tell(NodeKind.RUN, run, "status=passed").event();
  }

  private Identity artifact(Identity commit, Identity run) {
    Identity artifact = digest();
    Identity alias = new Identity("pkg:oci/shop@sha256%3A" + artifact.value().substring(14));
    boolean aliased = maybe();
    model.tell(NodeKind.ARTIFACT, aliased ? Set.of(artifact, alias) : Set.of(artifact));
    int told = random.nextInt(3);
    if (told == 0) {
      model.because(artifact, commit);
      model.derive(commit, artifact, EdgeKind.BUILT_FROM, Strength.INFERRED);
    } else if (told == 1) {
      model.because(artifact, run);
      model.derive(run, artifact, EdgeKind.BUILT_FROM);
    } else {
      model.because(artifact, run, commit);
      model.derive(run, artifact, EdgeKind.BUILT_FROM);
      model.derive(commit, artifact, EdgeKind.BUILT_FROM);
    }
    if (!bases.isEmpty() && maybe()) {
      model.derive(bases.getLast(), artifact, EdgeKind.INGREDIENT);
    }
    model.event();
    if (aliased) {
      model.tell(NodeKind.ARTIFACT, alias, "title=shop " + names, "status=passed").event();
      model.tell(NodeKind.ARTIFACT, artifact, "title=shop by digest", "status=reused").event();
    }
    if (random.nextInt(4) == 0) {
      for (int i = 0; i < 2; i++) {
        Identity manifest = digest();
        model.because(manifest, artifact);
        model.derive(artifact, manifest, EdgeKind.CONTAINS);
        model.tell(NodeKind.ARTIFACT, manifest).event();
      }
    }
    return artifact;
  }

  private void judged(Identity artifact, String service) {
    boolean passes = random.nextInt(4) > 0;
    if (maybe()) {
      Identity scan = run();
      Identity gate = Identity.run("cairn/gate/release/" + artifact.value().substring(14, 24));
      model.because(scan, artifact);
      model.because(gate, artifact);
      model.tell(NodeKind.VERDICT, scan, "title=scan", "status=" + (passes ? "passed" : "failed"));
      model.derive(artifact, scan, EdgeKind.SCANNED_BY).event();
      model.tell(NodeKind.GATE, gate, "title=release", "status=" + (passes ? "passed" : "held"));
      model.derive(artifact, gate, EdgeKind.APPROVED_BY);
      model.derive(scan, gate, EdgeKind.REPORTED_BY).event();
    }
    if (passes) {
      released.add(new Built(artifact, service));
    }
  }

  private void baseImage() {
    Identity commit = commit();
    model.because(commit);
    pushed(commit, "base");
    Identity run = run();
    model.because(run, commit);
    model.tell(NodeKind.RUN, run, "title=base", "status=passed");
    model.derive(commit, run, EdgeKind.RUNS).event();
    bases.add(artifact(commit, run));
  }

  /// Two commits from which the same bytes came.
  private void sameBytesAgain() {
    if (released.isEmpty()) {
      return;
    }
    Built built = released.get(random.nextInt(released.size()));
    Identity commit = commit();
    Identity run = run();
    model.because(commit);
    model.because(run, commit);
    pushed(commit, "main");
    model.tell(NodeKind.RUN, run, "title=build", "status=reused");
    model.derive(commit, run, EdgeKind.RUNS).event();
    // Where so far only a label told of the first commit, what built it counts for more.
    Identity known = firstReason(built.artifact());
    if (known.kind().equals("commit") && model.reasons().get(built.artifact()).size() == 1) {
      model.derive(known, built.artifact(), EdgeKind.BUILT_FROM);
    }
    model.because(built.artifact(), run);
    model.derive(run, built.artifact(), EdgeKind.BUILT_FROM).event();
  }

  private Identity firstReason(Identity artifact) {
    return model.reasons().get(artifact).iterator().next();
  }

  // Deploying.

  private void promote() {
    if (released.isEmpty()) {
      directPush();
    }
    if (released.isEmpty()) {
      return;
    }
    String environment = ENVIRONMENTS.get(random.nextInt(2));
    Map<String, Identity> wanted = new HashMap<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      Built built = released.get(random.nextInt(released.size()));
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
    Identity config = commit();
    model.because(config);
    model.journey(config);
    Optional<Identity> change = maybe() ? Optional.empty() : Optional.of(configChange());
    model.tell(NodeKind.CONFIG_COMMIT, config, "title=deploy " + names);
    change.ifPresent(
        request -> {
          model.because(config, request);
          model.derive(request, config, EdgeKind.MERGED_AS);
        });
    for (Identity artifact : wanted.values().stream().sorted().toList()) {
      model.because(config, artifact);
      model.derive(artifact, config, EdgeKind.NAMES, Strength.INFERRED);
    }
    model.event();
    for (String service : wanted.keySet().stream().sorted().toList()) {
      deploy(environment, service, Map.entry(wanted.get(service), config));
    }
    if (random.nextInt(4) == 0) {
      // A chart's own pods, whose image nobody names.
      Identity deployment = run();
      model.because(deployment, config);
      model.synced(config, deployment);
      model.tell(NodeKind.DEPLOYMENT, deployment, "environment=" + environment, "status=live");
      model.derive(config, deployment, EdgeKind.DEPLOYED_BY).event();
    }
    return config;
  }

  private Identity configChange() {
    names++;
    Identity change = Identity.change("https://forge/config/pull/" + names);
    model.because(change);
    model.journey(change);
    model.holdsWhole(change);
    model.tell(NodeKind.CHANGE, change, "title=config change " + names).event();
    return change;
  }

  private void deploy(String environment, String service, Map.Entry<Identity, Identity> what) {
    Identity deployment = run();
    Identity artifact = what.getKey();
    String place = environment + "/" + service;
    boolean comesUp = random.nextInt(5) > 0;
    model.because(deployment, artifact);
    model.synced(what.getValue(), deployment);
    model.tell(
        NodeKind.DEPLOYMENT,
        deployment,
        "environment=" + environment,
        "service=" + service,
        "status=running");
    model.derive(artifact, deployment, EdgeKind.DEPLOYED_BY);
    model.derive(what.getValue(), deployment, EdgeKind.DEPLOYED_BY).event();
    model.tell(
        NodeKind.DEPLOYMENT,
        deployment,
        "place=service:" + place,
        "status=" + (comesUp ? "live" : "failed"));
    model.event();
    ran.computeIfAbsent(place, _ -> new ArrayList<>()).add(artifact);
    tested(deployment, artifact, environment);
  }

  private void tested(Identity deployment, Identity artifact, String environment) {
    if (maybe()) {
      Identity smoke = run();
      model.because(smoke, deployment);
      model.tell(NodeKind.TEST, smoke, "environment=" + environment, "status=passed");
      model.derive(deployment, smoke, EdgeKind.TESTED_BY);
      model.derive(artifact, smoke, EdgeKind.TESTED_BY).event();
    }
    if (random.nextInt(4) == 0) {
      Identity nightly = run();
      Identity after = run();
      model.because(nightly);
      model.because(after, nightly);
      model.guess(artifact, nightly);
      model.tell(NodeKind.TEST, nightly, "title=e2e", "status=failed");
      model.derive(artifact, nightly, EdgeKind.TESTED_BY, Strength.GUESSED).event();
      model.tell(NodeKind.RUN, after, "title=report", "status=passed");
      model.derive(nightly, after, EdgeKind.RUNS).event();
    }
    if (random.nextInt(4) == 0) {
      Identity finding = Identity.run("cairn/finding/" + hex(5));
      model.because(finding, artifact);
      model.tell(NodeKind.FINDING, finding, "title=a finding");
      model.derive(artifact, finding, EdgeKind.SCANNED_BY).event();
    }
  }

  /// What ran at a service before what runs there now comes back.
  private void rollback() {
    for (String place : ran.keySet().stream().sorted().toList()) {
      List<Identity> history = ran.get(place);
      if (history.size() > 1 && !history.getFirst().equals(history.getLast())) {
        String[] parts = place.split("/", 2);
        Identity config = configure(parts[0], Map.of(parts[1], history.getFirst()));
        if (model.reasons().get(config).stream().noneMatch(why -> why.kind().equals("change"))) {
          model.storyOfItsOwn(config);
        }
        return;
      }
    }
    promote();
    promote();
  }

  // What belongs to nothing, or nearly.

  private void nightly() {
    Identity nightly = run();
    model.because(nightly);
    model.tell(NodeKind.RUN, nightly, "title=nightly", "status=passed").event();
    if (maybe()) {
      Identity artifact = digest();
      model.because(artifact, nightly);
      model.tell(NodeKind.ARTIFACT, artifact);
      model.derive(nightly, artifact, EdgeKind.BUILT_FROM).event();
    }
  }

  /// A chain id that was sent along with a commit's run and with a run that names nothing; now and
  /// then a constant one, along with several commits.
  private void chained() {
    boolean constant = maybe();
    Identity chain = new Identity("chain:" + hex(12));
    Identity orphan = run();
    Identity first = chainedCommit(chain);
    model.tell(NodeKind.RUN, orphan, "title=report", "status=passed");
    model.derive(chain, orphan, EdgeKind.PART_OF).event();
    if (constant) {
      chainedCommit(chain);
      model.because(orphan);
    } else {
      model.because(orphan, first);
    }
  }

  private Identity chainedCommit(Identity chain) {
    Identity commit = commit();
    Identity run = run();
    model.because(commit);
    model.because(run, commit);
    model.tell(NodeKind.RUN, run, "title=build", "status=passed");
    model.derive(chain, run, EdgeKind.PART_OF);
    model.derive(commit, run, EdgeKind.RUNS).event();
    return commit;
  }
}
