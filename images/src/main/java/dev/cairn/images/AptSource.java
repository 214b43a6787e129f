// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.net.URI;
import java.util.List;

/// One place that an apt configuration names: `deb [signed-by=…] URI bookworm-updates main`.
///
/// @param suite one of the entry's suites
/// @param signedBy key files, or one armored key itself; empty where apt's default keys are meant
record AptSource(URI uri, String suite, List<String> signedBy) {
  AptSource {
    signedBy = List.copyOf(signedBy);
  }

  /// `dists/bookworm/InRelease` at this place.
  URI at(String path) {
    String base = uri.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }
}
