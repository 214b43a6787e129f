// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Notices `CAIRN_…` variables that nobody reads, so that a typing error is not silently a default:
/// refused where they look like a setting, said where they don't.
///
/// ```
/// CAIRN_HOOKS_GITHUB_REPOSITORY is not a setting. Did you mean CAIRN_HOOKS_GITHUB_REPOSITORIES?
/// ```
final class Variables {
  private static final Logger LOG = System.getLogger(Variables.class.getName());
  private static final String OURS = "CAIRN_";

  /// Read by other commands (docs/configuration.md, "Other variables").
  private static final Set<String> OTHERS =
      Set.of(
          "CAIRN_SERVER",
          "CAIRN_TOKEN",
          "CAIRN_CACHE",
          "CAIRN_DEBIAN_MIRROR",
          "CAIRN_DEBIAN_KEYRING",
          "CAIRN_DEBIAN_ALLOW_EXPIRED",
          "CAIRN_WORKER_TOKEN",
          "CAIRN_JAVA_HOME",
          "CAIRN_JAVA_OPTIONS");

  /// What the launcher, the scripts and Cairn itself set for each other.
  private static final Set<String> OWN =
      Set.of(
          "CAIRN_STARTED_BY",
          "CAIRN_AS_BUILT",
          "CAIRN_NO_AOT",
          "CAIRN_AOT",
          "CAIRN_CLASS_PATH",
          "CAIRN_JDK",
          "CAIRN_QUIET",
          "CAIRN_REBUILD",
          "CAIRN_CHROMIUM");

  private static final List<String> LISTS =
      List.of("CAIRN_HOOKS_", "CAIRN_REPOSITORIES_", "CAIRN_ENVIRONMENTS_");
  private static final String TESTS = "CAIRN_TEST_";

  private Variables() {}

  /// Why each variable that looks like a setting and is none is refused.
  ///
  /// @param settings the variables of all settings, and of the entries that lists have
  static List<String> problems(Map<String, String> environment, SortedSet<String> settings) {
    var known = new TreeSet<>(settings);
    known.addAll(OTHERS);
    var problems = new ArrayList<String>();
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (!variable.startsWith(OURS)
          || variable.startsWith(TESTS)
          || OWN.contains(variable)
          || known.contains(variable)) {
        continue;
      }
      Optional<String> near =
          known.stream()
              .filter(it -> differing(variable, it) <= most(variable))
              .min(Comparator.comparingInt(it -> differing(variable, it)));
      if (near.isPresent() || LISTS.stream().anyMatch(variable::startsWith)) {
        problems.add(
            "%s is not a setting.%s"
                .formatted(
                    variable,
                    near.map(" Did you mean %s?"::formatted)
                        .orElse(
                            " docs/configuration.md lists them; entries are counted from 0,"
                                + " without gaps.")));
      } else {
        LOG.log(
            Level.WARNING,
            "{0} is not a setting, and does nothing here. docs/configuration.md lists them.",
            variable);
      }
    }
    return problems;
  }

  private static int most(String variable) {
    return (variable.length() - OURS.length() + 2) / 3;
  }

  /// The length of what differs between two words that begin and end alike: a typing error is at
  /// one place.
  private static int differing(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int before = 0;
    while (before < shorter && one.charAt(before) == other.charAt(before)) {
      before++;
    }
    int after = 0;
    while (after < shorter - before
        && one.charAt(one.length() - 1 - after) == other.charAt(other.length() - 1 - after)) {
      after++;
    }
    return Math.max(one.length(), other.length()) - before - after;
  }
}
