// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.RepositoryUrl;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What people call repositories, as the configuration says.
///
/// ```
/// https://github.com/acme/storefront   →   shop
/// ```
///
/// @param names by address; however it is spelled in events
public record RepositoryNames(Map<String, String> names) {
  /// Nothing is configured.
  public static final RepositoryNames NONE = new RepositoryNames(Map.of());

  public RepositoryNames {
    Map<String, String> canonical = new TreeMap<>();
    names.forEach((address, name) -> canonical.putIfAbsent(RepositoryUrl.canonical(address), name));
    names = Map.copyOf(canonical);
  }

  /// The name of a repository, where the configuration gives it one.
  Optional<String> of(String address) {
    return Optional.ofNullable(names.get(RepositoryUrl.canonical(address)));
  }

  /// The last part of an address: `shop` of `https://forge/acme/shop.git`.
  static String lastPart(String address) {
    String bare = address.replaceAll("/+$", "").replaceAll("\\.git$", "");
    return bare.substring(bare.lastIndexOf('/') + 1);
  }
}
