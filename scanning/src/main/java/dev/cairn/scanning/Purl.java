// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.TreeMap;

/// A package URL in its canonical form. The colon of a version stays as it is, as the specification
/// says now; the library writes `%3A`.
record Purl(
    String type,
    String namespace,
    String name,
    String version,
    TreeMap<String, String> qualifiers) {
  static Purl of(String type, String namespace, String name, String version) {
    return new Purl(type, namespace, name, version, new TreeMap<>());
  }

  Purl with(String key, String value) {
    if (value.isEmpty()) {
      return this;
    }
    TreeMap<String, String> more = new TreeMap<>(qualifiers);
    more.put(key, value);
    return new Purl(type, namespace, name, version, more);
  }

  String text() {
    try {
      return new PackageURL(
              type,
              namespace.isEmpty() ? null : namespace,
              name,
              version.isEmpty() ? null : version,
              qualifiers.isEmpty() ? null : qualifiers,
              null)
          .canonicalize()
          .replace("%3A", ":");
    } catch (MalformedPackageURLException e) {
      throw new IllegalArgumentException(
          "package URL of %s %s %s: %s".formatted(type, namespace, name, e.getMessage()), e);
    }
  }
}
