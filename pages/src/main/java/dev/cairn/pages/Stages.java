// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey.Node;
import java.util.List;
import java.util.Locale;

/// The stages, always in the same order.
final class Stages {
  static final String ENVIRONMENT = "environment:";

  private static final List<String> ORDER =
      List.of("cause", "change", "build", "artifact", "checks", "gate", "desired");
  private static final List<String> USUAL =
      List.of("dev", "test", "int", "qa", "uat", "stag", "pre", "canary", "prod");
  private static final List<String> TITLES =
      List.of("Cause", "Change", "Build", "Artifact", "Checks", "Gate", "Desired");

  private Stages() {}

  /// Its place among the stages; environments stand last. A stage that this version does not know
  /// is shown with the builds.
  static int order(String stage) {
    if (isEnvironment(stage)) {
      return ORDER.size();
    }
    int known = ORDER.indexOf(stage);
    return known < 0 ? ORDER.indexOf("build") : known;
  }

  static int environments() {
    return ORDER.size();
  }

  static String key(int order) {
    return ORDER.get(order);
  }

  static String title(int order) {
    return TITLES.get(order);
  }

  /// Whether this is a stage's key, and no environment's.
  static boolean isKey(String key) {
    return ORDER.contains(key);
  }

  static String title(String key) {
    return title(ORDER.indexOf(key));
  }

  static boolean isEnvironment(String stage) {
    return stage.startsWith(ENVIRONMENT);
  }

  static boolean isEnvironment(Node node) {
    return isEnvironment(node.stage());
  }

  static String environment(String stage) {
    return stage.substring(ENVIRONMENT.length());
  }

  /// Where nothing else orders two environments, their names do, as teams are used to.
  static int promotion(String environment) {
    String name = environment.toLowerCase(Locale.ROOT);
    for (int i = 0; i < USUAL.size(); i++) {
      if (name.startsWith(USUAL.get(i))) {
        return i;
      }
    }
    return USUAL.size();
  }
}
