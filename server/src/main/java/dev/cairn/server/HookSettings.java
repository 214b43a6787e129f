// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Adapters;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Source;
import dev.cairn.server.Settings.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads who may send webhooks, and what of each may speak:
///
/// ```yaml
/// hooks:
///   github:
///     secret: …
///     repositories: [github.com/acme/*]
///     sources:
///       - {name: shop, secret: …, repositories: [github.com/acme/shop]}
///       - {name: pay, secrets: [new, old], repositories: [github.com/acme/pay]}
/// ```
///
/// A secret says who sends, so no two sources of a tool have the same one. A source that names no
/// repositories or environments has the tool's.
final class HookSettings {
  private final Settings settings;
  private final List<String> problems;

  /// @param problems where what is wrong is added
  HookSettings(Settings settings, List<String> problems) {
    this.settings = settings;
    this.problems = problems;
  }

  SortedMap<String, Hook> read() {
    var hooks = new TreeMap<String, Hook>();
    for (String tool : Adapters.hooks()) {
      hooks.put(tool, hook("hooks." + tool));
    }
    return hooks;
  }

  private Hook hook(String key) {
    Map<String, String> ownerOfSecret = new HashMap<>();
    var own =
        new Source(
            "",
            secrets(key, ownerOfSecret),
            settings.texts(key + ".repositories"),
            settings.texts(key + ".environments"));
    var sources = new ArrayList<>(List.of(own));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < settings.size(key + ".sources"); i++) {
      String entry = key + ".sources." + i;
      String name = ConfigurationFile.name(settings, entry + ".name", problems);
      if (!name.isEmpty() && !names.add(name)) {
        problems.add(
            "%s.name: \"%s\" (expected: a name that no other source of %s has)"
                .formatted(entry, name, key));
      }
      sources.add(
          new Source(
              name,
              secrets(entry, ownerOfSecret),
              or(settings.texts(entry + ".repositories"), own.repositories()),
              or(settings.texts(entry + ".environments"), own.environments())));
    }
    return new Hook(settings.flag(key + ".open"), sources);
  }

  private static List<String> or(List<String> texts, List<String> otherwise) {
    return texts.isEmpty() ? otherwise : texts;
  }

  private List<String> secrets(String key, Map<String, String> ownerOfSecret) {
    var several = new ArrayList<>(settings.several(key + ".secrets"));
    settings.find(key + ".secret").ifPresent(several::add);
    for (Setting secret : several) {
      if (secret.value().isBlank()) {
        problems.add(
            "%s: %s: an empty secret (expected: a secret that others can't guess). A good one: openssl rand -hex 24."
                .formatted(secret.where(), key));
      }
      Optional.ofNullable(ownerOfSecret.putIfAbsent(secret.value(), key))
          .filter(owner -> !owner.equals(key))
          .ifPresent(owner ->
              problems.add(
                  "%s: %s: a secret that %s has, too (expected: another; the secret says who sends)"
                      .formatted(secret.where(), key, owner)));
    }
    return several.stream().map(Setting::value).toList();
  }
}
