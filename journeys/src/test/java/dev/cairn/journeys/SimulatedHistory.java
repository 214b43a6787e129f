// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.ArrayList;
import java.util.List;

/// A team's weeks, made up from a seed: pull requests merged in three ways, direct pushes, a hotfix
/// branch and its cherry-pick, builds, rollouts, rollbacks, and tools that say less than they know.
final class SimulatedHistory {
  private final SimulatedWorld made;
  private final SimulatedBuilds builds;
  private final SimulatedRollouts rollouts;
  private final List<Identity> mainline = new ArrayList<>();

  private SimulatedHistory(long seed) {
    this.made = new SimulatedWorld(seed);
    this.builds = new SimulatedBuilds(made);
    this.rollouts = new SimulatedRollouts(made, builds);
  }

  static Model of(long seed) {
    SimulatedHistory history = new SimulatedHistory(seed);
    int happenings = 1 + history.made.upTo(5);
    for (int i = 0; i < happenings; i++) {
      history.something();
    }
    return history.made.model();
  }

  private void something() {
    switch (made.upTo(12)) {
      case 0, 1 -> pullRequest();
      case 2 -> directPush();
      case 3 -> builds.baseImage();
      case 4 -> hotfix();
      case 5, 6 -> promotion();
      case 7 -> mishap();
      case 8 -> unbuiltThenBuilt();
      case 9 -> nightly();
      case 10 -> chained();
      default -> builds.sameBytesAgain();
    }
  }

  private void promotion() {
    if (builds.released().isEmpty()) {
      directPush();
    }
    rollouts.promote();
  }

  /// Two versions go to production one after the other, and the first one comes back.
  private void mishap() {
    for (int pushes = 0; pushes < 4 && !rollouts.couldRollBack(); pushes++) {
      directPush();
      rollouts.toProduction();
    }
    rollouts.rollback();
  }

  private void pullRequest() {
    Identity change = Identity.change("https://forge/acme/pull/" + made.hex(4));
    made.model().because(change);
    made.model().journey(change);
    List<Identity> commits = new ArrayList<>();
    int count = 1 + made.upTo(3);
    for (int i = 0; i < count; i++) {
      commits.add(made.commit());
    }
    Identity head = commits.getLast();
    made.model().tell(NodeKind.CHANGE, change, "title=change " + made.number(), "status=running");
    for (Identity commit : commits) {
      made.model().because(commit, change);
      made.model().tell(NodeKind.COMMIT, commit, SimulatedWorld.branch("feature-" + made.number()));
      made.model().derive(change, commit, EdgeKind.PART_OF);
    }
    made.model().event();
    if (made.maybe()) {
      Identity check = builds.check(head);
      made.model().because(check, head);
    }
    switch (made.upTo(4)) {
      case 0 -> squash(change);
      case 1 -> rebase(change, count);
      case 2 -> mergeCommit(change, commits);
      default -> made.model().tell(NodeKind.CHANGE, change, "status=refused").event();
    }
  }

  private void squash(Identity change) {
    Identity merge = made.commit();
    merged(change, merge);
    builds.build(merge);
  }

  private void rebase(Identity change, int count) {
    Identity head = made.commit();
    merged(change, head);
    for (int i = 1; i < count; i++) {
      Identity other = made.commit();
      made.model().because(other, head);
      made.model().tell(NodeKind.COMMIT, other, SimulatedWorld.branch("main"));
      made.model().derive(head, other, EdgeKind.PUSHED_WITH).event();
    }
    builds.build(head);
  }

  private void mergeCommit(Identity change, List<Identity> commits) {
    Identity merge = made.commit();
    merged(change, merge);
    for (Identity commit : commits) {
      made.model().derive(merge, commit, EdgeKind.PUSHED_WITH);
    }
    made.model().derive(commits.getLast(), merge, EdgeKind.PARENT).event();
    builds.build(merge);
  }

  private void merged(Identity change, Identity merge) {
    made.model().because(merge, change);
    made.model().tell(NodeKind.CHANGE, change, "status=passed");
    made.model().derive(change, merge, EdgeKind.MERGED_AS).event();
    pushed(merge, "main");
  }

  private void pushed(Identity commit, String branch) {
    made.model()
        .tell(
            NodeKind.COMMIT,
            commit,
            "title=commit " + made.number(),
            SimulatedWorld.branch(branch));
    if (branch.equals("main") && !mainline.isEmpty()) {
      made.model().derive(mainline.getLast(), commit, EdgeKind.PARENT);
    }
    made.model().event();
    if (branch.equals("main")) {
      mainline.add(commit);
    }
  }

  private void directPush() {
    Identity head = made.commit();
    made.model().because(head);
    if (made.maybe()) {
      pushed(head, "main");
      int others = made.upTo(3);
      for (int i = 0; i < others; i++) {
        Identity other = made.commit();
        made.model().because(other, head);
        made.model().derive(head, other, EdgeKind.PUSHED_WITH);
        made.model().tell(NodeKind.COMMIT, other).event();
        if (made.maybe()) {
          made.model().because(builds.check(other), other);
        }
      }
    } else {
      // Nobody told of the push: the commit is known by its build alone.
      mainline.clear();
    }
    builds.build(head);
  }

  private void hotfix() {
    Identity fix = made.commit();
    made.model().because(fix);
    if (!mainline.isEmpty()) {
      made.model().derive(mainline.getFirst(), fix, EdgeKind.PARENT);
    }
    pushed(fix, "hotfix-" + made.number());
    builds.build(fix);
    if (made.maybe()) {
      Identity picked = made.commit();
      made.model().because(picked);
      made.model().derive(fix, picked, EdgeKind.PARENT, Strength.INFERRED);
      pushed(picked, "main");
      builds.build(picked);
    }
  }

  /// A push from which nothing was built, and the next one, which was.
  private void unbuiltThenBuilt() {
    mainline.clear();
    Identity unbuilt = made.commit();
    pushed(unbuilt, "main");
    if (made.maybe()) {
      made.model().because(builds.check(unbuilt), unbuilt);
    }
    Identity built = made.commit();
    made.model().because(built);
    pushed(built, "main");
    builds.build(built);
    made.model().because(unbuilt, built);
    if (made.maybe()) {
      Identity speaksOfIt = made.commit();
      made.model().because(speaksOfIt);
      made.model().derive(unbuilt, speaksOfIt, EdgeKind.PARENT, Strength.INFERRED);
      pushed(speaksOfIt, "main");
      builds.build(speaksOfIt);
    }
  }

  private void nightly() {
    Identity nightly = made.run();
    made.model().because(nightly);
    made.model().tell(NodeKind.RUN, nightly, "title=nightly", "status=passed").event();
    if (made.maybe()) {
      Identity artifact = made.digest();
      made.model().because(artifact, nightly);
      made.model().tell(NodeKind.ARTIFACT, artifact);
      made.model().derive(nightly, artifact, EdgeKind.BUILT_FROM).event();
    }
  }

  /// A chain id that was sent along with a commit's run and with a run that names nothing; now and
  /// then a constant one, along with several commits.
  private void chained() {
    boolean constant = made.maybe();
    Identity chain = new Identity("chain:" + made.hex(12));
    Identity orphan = made.run();
    Identity first = chainedCommit(chain);
    made.model().tell(NodeKind.RUN, orphan, "title=report", "status=passed");
    made.model().derive(chain, orphan, EdgeKind.PART_OF).event();
    if (constant) {
      chainedCommit(chain);
      made.model().because(orphan);
    } else {
      made.model().because(orphan, first);
    }
  }

  private Identity chainedCommit(Identity chain) {
    Identity commit = made.commit();
    Identity run = made.run();
    made.model().because(commit);
    made.model().because(run, commit);
    made.model().tell(NodeKind.RUN, run, "title=build", "status=passed");
    made.model().derive(chain, run, EdgeKind.PART_OF);
    made.model().derive(commit, run, EdgeKind.RUNS).event();
    return commit;
  }
}
