// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is built from commits: monorepos, indexes with their platforms, base images, the same bytes
/// twice; and what a gate says of it.
final class SimulatedBuilds {
  private final SimulatedWorld made;
  private final List<Built> released = new ArrayList<>();
  private final List<Identity> bases = new ArrayList<>();
  private final List<Identity> baseCommits = new ArrayList<>();

  record Built(Identity artifact, String service) {}

  SimulatedBuilds(SimulatedWorld made) {
    this.made = made;
  }

  List<Built> released() {
    return released;
  }

  private void tellOfPush(Identity commit, String branch) {
    made.model()
        .tell(
            NodeKind.COMMIT, commit, "title=commit " + made.number(), SimulatedWorld.branch(branch))
        .event();
  }

  Identity check(Identity commit) {
    Identity check = made.run();
    made.model()
        .tell(NodeKind.RUN, check, "title=CI", "status=" + (made.maybe() ? "passed" : "failed"));
    made.model().derive(commit, check, EdgeKind.RUNS).event();
    return check;
  }

  /// One commit, one run, some artifacts; told by the run, by labels, or by both.
  void build(Identity commit) {
    Identity run = made.run();
    made.model().because(run, commit);
    made.model().tell(NodeKind.RUN, run, "title=build", "status=running");
    made.model().derive(commit, run, EdgeKind.RUNS).event();
    int artifacts = 1 + made.upTo(3);
    for (int i = 0; i < artifacts; i++) {
      Identity artifact = artifact(commit, run);
      judged(artifact, "service-" + i);
    }
    made.model().tell(NodeKind.RUN, run, "status=passed").event();
  }

  Identity artifact(Identity commit, Identity run) {
    Identity artifact = made.digest();
    Identity alias = new Identity("pkg:oci/shop@sha256%3A" + artifact.value().substring(14));
    boolean aliased = made.maybe();
    made.model().tell(NodeKind.ARTIFACT, aliased ? Set.of(artifact, alias) : Set.of(artifact));
    int told = made.upTo(3);
    if (told == 0) {
      made.model().because(artifact, commit);
      made.model().derive(commit, artifact, EdgeKind.BUILT_FROM, Strength.INFERRED);
    } else if (told == 1) {
      made.model().because(artifact, run);
      made.model().derive(run, artifact, EdgeKind.BUILT_FROM);
    } else {
      made.model().because(artifact, run, commit);
      made.model().derive(run, artifact, EdgeKind.BUILT_FROM);
      made.model().derive(commit, artifact, EdgeKind.BUILT_FROM);
    }
    if (!bases.isEmpty() && made.maybe()) {
      made.model().derive(bases.getLast(), artifact, EdgeKind.INGREDIENT);
      if (told > 0 && !baseCommits.isEmpty()) {
        // A label that the image has inherited from its base, and that names the base's commit.
        made.model()
            .derive(baseCommits.getLast(), artifact, EdgeKind.BUILT_FROM, Strength.INFERRED);
      }
    }
    made.model().event();
    if (aliased) {
      made.model()
          .tell(NodeKind.ARTIFACT, alias, "title=shop " + made.number(), "status=passed")
          .event();
      made.model()
          .tell(NodeKind.ARTIFACT, artifact, "title=shop by digest", "status=reused")
          .event();
    }
    if (made.upTo(4) == 0) {
      for (int i = 0; i < 2; i++) {
        Identity manifest = made.digest();
        made.model().because(manifest, artifact);
        made.model().derive(artifact, manifest, EdgeKind.CONTAINS);
        made.model().tell(NodeKind.ARTIFACT, manifest).event();
      }
    }
    return artifact;
  }

  private void judged(Identity artifact, String service) {
    boolean passes = made.upTo(4) > 0;
    if (made.maybe()) {
      Identity scan = made.run();
      Identity gate = Identity.run("cairn/gate/release/" + artifact.value().substring(14, 24));
      made.model().because(scan, artifact);
      made.model().because(gate, artifact);
      made.model()
          .tell(NodeKind.VERDICT, scan, "title=scan", "status=" + (passes ? "passed" : "failed"));
      made.model().derive(artifact, scan, EdgeKind.SCANNED_BY).event();
      made.model()
          .tell(NodeKind.GATE, gate, "title=release", "status=" + (passes ? "passed" : "held"));
      made.model().derive(artifact, gate, EdgeKind.APPROVED_BY);
      made.model().derive(scan, gate, EdgeKind.REPORTED_BY).event();
    }
    if (passes) {
      released.add(new Built(artifact, service));
    }
  }

  void baseImage() {
    Identity commit = made.commit();
    made.model().because(commit);
    tellOfPush(commit, "base");
    Identity run = made.run();
    made.model().because(run, commit);
    made.model().tell(NodeKind.RUN, run, "title=base", "status=passed");
    made.model().derive(commit, run, EdgeKind.RUNS).event();
    bases.add(artifact(commit, run));
    baseCommits.add(commit);
  }

  /// Two commits from which the same bytes came.
  void sameBytesAgain() {
    if (released.isEmpty()) {
      return;
    }
    Built built = released.get(made.upTo(released.size()));
    Identity commit = made.commit();
    Identity run = made.run();
    made.model().because(commit);
    made.model().because(run, commit);
    tellOfPush(commit, "main");
    made.model().tell(NodeKind.RUN, run, "title=build", "status=reused");
    made.model().derive(commit, run, EdgeKind.RUNS).event();
    // Where so far only a label told of the first commit, what built it counts for more.
    Identity known = firstReason(built.artifact());
    if (known.kind().equals("commit") && made.model().reasons().get(built.artifact()).size() == 1) {
      made.model().derive(known, built.artifact(), EdgeKind.BUILT_FROM);
    }
    made.model().because(built.artifact(), run);
    made.model().derive(run, built.artifact(), EdgeKind.BUILT_FROM).event();
  }

  private Identity firstReason(Identity artifact) {
    return made.model().reasons().get(artifact).iterator().next();
  }
}
