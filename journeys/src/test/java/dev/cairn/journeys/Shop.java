// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;

/// The story of a shop, as far as a test wants it: built, scanned, released, live, replaced.
final class Shop {
  static final Identity COMMIT = Story.commit("c1");
  static final Identity RUN = Identity.run("cairn/r-1");
  static final Identity IMAGE = Story.digest("shop");
  static final Identity SCAN = Identity.run("cairn/r-2");
  static final Identity GATE = Identity.run("cairn/gate/release/1");
  static final Identity CONFIG = Story.commit("k1");
  static final Identity DEPLOYED = Identity.run("cairn/deployment/production/shop/1/k1");

  static Story built() {
    return new Story()
        .says(
            NodeKind.COMMIT,
            COMMIT,
            "title=Retry the payment",
            "place=branch:https://forge/shop#main")
        .event()
        .says(NodeKind.RUN, RUN, "title=ship", "status=running", "run=r-1", "task=ship")
        .says(EdgeKind.RUNS, COMMIT, RUN)
        .event()
        .says(NodeKind.RUN, RUN, "status=passed")
        .says(NodeKind.ARTIFACT, IMAGE, "title=shop@73686f")
        .says(EdgeKind.BUILT_FROM, RUN, IMAGE)
        .says(EdgeKind.BUILT_FROM, COMMIT, IMAGE)
        .event();
  }

  static Story scanned(Story story, String status, String reason) {
    return story
        .says(NodeKind.VERDICT, SCAN, "title=scan", "status=" + status, "reason=" + reason)
        .says(EdgeKind.SCANNED_BY, IMAGE, SCAN)
        .event();
  }

  static Story released() {
    return scanned(built(), "passed", "0 critical")
        .says(NodeKind.GATE, GATE, "title=release", "status=passed")
        .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
        .says(EdgeKind.REPORTED_BY, SCAN, GATE)
        .event();
  }

  static Story live() {
    return deployed(released(), IMAGE, CONFIG, DEPLOYED);
  }

  static Story deployed(Story story, Identity image, Identity config, Identity deployment) {
    return story
        .says(
            NodeKind.CONFIG_COMMIT,
            config,
            "title=production: shop",
            "environment=production",
            "service=shop")
        .says(EdgeKind.NAMES, image, config)
        .event()
        .says(
            NodeKind.DEPLOYMENT,
            deployment,
            "status=live",
            "environment=production",
            "service=shop")
        .says(EdgeKind.DEPLOYED_BY, image, deployment)
        .says(EdgeKind.DEPLOYED_BY, config, deployment)
        .event();
  }

  static Journey journeyOf(Story story, Identity identity) {
    return story.journeys().of(identity).getFirst();
  }

  static String text(Story story, Identity identity) {
    return journeyOf(story, identity).summary().text();
  }

  static final Identity COMMIT_2 = Story.commit("c2");
  static final Identity IMAGE_2 = Story.digest("shop2");
  static final Identity CONFIG_2 = Story.commit("k2");
  static final Identity DEPLOYED_2 = Identity.run("cairn/deployment/production/shop/2/k2");

  static Story replaced() {
    return deployed(
        live()
            .says(NodeKind.COMMIT, COMMIT_2, "title=Round prices")
            .says(NodeKind.ARTIFACT, IMAGE_2, "title=shop@2")
            .says(EdgeKind.BUILT_FROM, COMMIT_2, IMAGE_2)
            .event(),
        IMAGE_2,
        CONFIG_2,
        DEPLOYED_2);
  }

  private Shop() {}
}
