// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.NodeKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The columns, always the same, always in the same order; environments in the order of promotion.
/// Those whose place is not configured stand by the usual names, then by name.
final class Stages {
  static final String ENVIRONMENT = "environment:";

  private static final List<String> FIXED =
      List.of("cause", "change", "build", "artifact", "checks", "gate", "desired");
  private static final List<String> USUAL =
      List.of("dev", "test", "int", "qa", "uat", "stag", "pre", "canary", "prod");

  private final List<String> promotion;

  /// @param promotion names of environments, first to last
  Stages(List<String> promotion) {
    this.promotion = List.copyOf(promotion);
  }

  /// @param isRoot a config commit is the change of its own journey
  String of(Thing thing, boolean isRoot) {
    Facts facts = thing.facts();
    return facts.value("stage").filter(Stages::isStage).orElseGet(() -> byKind(thing, isRoot));
  }

  private static boolean isStage(String stage) {
    return FIXED.contains(stage) || stage.startsWith(ENVIRONMENT);
  }

  private static String byKind(Thing thing, boolean isRoot) {
    return switch (thing.kind()) {
      case CHANGE, COMMIT -> "change";
      case CONFIG_COMMIT -> isRoot ? "change" : "desired";
      case RUN -> "build";
      case ARTIFACT, PUBLICATION -> "artifact";
      case VERDICT, FINDING -> "checks";
      case TEST -> atEnvironment(thing, "checks");
      case GATE, APPROVAL -> "gate";
      case DEPLOYMENT -> atEnvironment(thing, ENVIRONMENT + "unknown");
      case INCIDENT -> atEnvironment(thing, "cause");
      case TICKET -> "cause";
    };
  }

  private static String atEnvironment(Thing thing, String otherwise) {
    Facts facts = thing.facts();
    return facts
        .value("environment")
        .or(() ->
            facts.places("environment").stream()
                .findFirst()
                .map(place -> place.value().substring(ENVIRONMENT.length())))
        .or(() ->
            facts.places("service").stream()
                .findFirst()
                .map(place -> place.value().substring("service:".length()).split("/", 2)[0]))
        .map(environment -> ENVIRONMENT + environment)
        .orElse(otherwise);
  }

  Comparator<String> order() {
    return Comparator.comparingInt((String stage) -> rank(stage))
        .thenComparing(Comparator.naturalOrder());
  }

  private int rank(String stage) {
    if (!stage.startsWith(ENVIRONMENT)) {
      return FIXED.indexOf(stage);
    }
    String name = stage.substring(ENVIRONMENT.length());
    int configured = promotion.indexOf(name);
    if (configured >= 0) {
      return FIXED.size() + configured;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < USUAL.size(); i++) {
      if (lower.startsWith(USUAL.get(i))) {
        return FIXED.size() + promotion.size() + i;
      }
    }
    return FIXED.size() + promotion.size() + USUAL.size();
  }

  /// Whether the kind of thing is there once it is named, so that no word on its state is needed.
  static boolean isThing(NodeKind kind) {
    return switch (kind) {
      case CHANGE, COMMIT, CONFIG_COMMIT, ARTIFACT, PUBLICATION, TICKET -> true;
      case RUN, DEPLOYMENT, TEST, VERDICT, GATE, FINDING, APPROVAL, INCIDENT -> false;
    };
  }
}
