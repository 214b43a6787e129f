// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a signed `Release` says:
///
/// ```
/// Origin: Debian
/// Codename: bookworm-security
/// Valid-Until: Fri, 27 Nov 2026 00:12:41 UTC
/// SHA256:
///  d3a45860…  376904 main/binary-amd64/Packages.xz
/// ```
///
/// @param files the digest of each index by its path
record Release(Map<String, String> fields, Map<String, Digest> files) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss z", Locale.ROOT);

  Release {
    fields = Map.copyOf(fields);
    files = Map.copyOf(files);
  }

  static Release parse(String text) {
    var fields = new HashMap<String, String>();
    var files = new HashMap<String, Digest>();
    String field = "";
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (line.startsWith(" ")) {
        String[] words = line.strip().split("\\s+", -1);
        if (field.equals("SHA256") && words.length == 3) {
          files.put(words[2], new Digest(words[0]));
        }
      } else if (colon > 0) {
        field = line.substring(0, colon);
        fields.put(field, line.substring(colon + 1).strip());
      }
    }
    return new Release(fields, files);
  }

  boolean isDebians() {
    return fields.getOrDefault("Origin", "").equals("Debian");
  }

  /// Refuses an index of another suite, which a mirror could put in this one's place.
  void checkSuite(String name, String suite) throws UntrustedIndexException {
    String codename = fields.getOrDefault("Codename", "");
    String alias = fields.getOrDefault("Suite", "");
    if (!List.of(codename, alias).contains(suite)) {
      throw new UntrustedIndexException(
          "check %s: it is of suite \"%s\" (expected: %s). Ask another mirror."
              .formatted(name, codename, suite));
    }
  }

  /// Refuses an index past its date, whose known holes somebody may want us to keep.
  void checkDate(String name, Instant now) throws UntrustedIndexException {
    Optional<Instant> until =
        Optional.ofNullable(fields.get("Valid-Until"))
            .map(text -> ZonedDateTime.parse(text, DATE).toInstant());
    if (until.isPresent() && until.get().isBefore(now)) {
      throw new UntrustedIndexException(
          ("check %s: valid until %s, and it is %s (expected: an index of today). Ask another"
                  + " mirror, or allow it by CAIRN_DEBIAN_ALLOW_EXPIRED=true.")
              .formatted(name, until.get(), now));
    }
  }

  /// The digest of `main/binary-amd64/Packages.xz`.
  Digest digest(String name, String path) throws UntrustedIndexException {
    Digest digest = files.get(path);
    if (digest == null) {
      throw new UntrustedIndexException(
          "check %s: no %s by SHA-256 (expected: one). Ask a mirror that has this platform."
              .formatted(name, path));
    }
    return digest;
  }
}
