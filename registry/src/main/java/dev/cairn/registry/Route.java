// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a path below `/v2` means. Nothing of a path that is not of these forms, letter by letter,
/// ever reaches a file name.
///
/// ```
/// /registry/shop/manifests/main   → Manifest[registry/shop, main]
/// ```
sealed interface Route {
  /// `/`: is this a registry?
  record Base() implements Route {}

  /// @param repository checked
  /// @param digest as it was written
  record Blob(String repository, String digest) implements Route {}

  /// Where an upload begins.
  record Uploads(String repository) implements Route {}

  /// @param session as it was written
  record Upload(String repository, String session) implements Route {}

  /// @param reference a tag or a digest, as it was written
  record ManifestAt(String repository, String reference) implements Route {}

  record Tags(String repository) implements Route {}

  /// @param digest as it was written
  record Referrers(String repository, String digest) implements Route {}

  /// The repository's name is refused.
  record BadName(String name) implements Route {}

  /// Nothing of the specification.
  record Nowhere() implements Route {}

  /// Of the distribution specification, "Pulling manifests".
  Pattern NAME =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

  int LONGEST_NAME = 255;

  /// Of the same chapter.
  Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  Pattern FORM =
      Pattern.compile(
          "/(?<name>.+)/(?:(?<uploads>blobs/uploads/?)|blobs/uploads/(?<session>[^/]+)|blobs/(?<blob>[^/]+)|manifests/(?<reference>[^/]+)|(?<tags>tags/list)|referrers/(?<subject>[^/]+))");

  /// @param path below `/v2`, not decoded
  static Route of(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return new Base();
    }
    Matcher matcher = FORM.matcher(path);
    if (path.length() > 1024 || !matcher.matches()) {
      return new Nowhere();
    }
    String name = matcher.group("name");
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      return new BadName(name);
    }
    if (matcher.group("uploads") != null) {
      return new Uploads(name);
    }
    if (matcher.group("tags") != null) {
      return new Tags(name);
    }
    return group(matcher, "session")
        .<Route>map(session -> new Upload(name, session))
        .or(() -> group(matcher, "blob").map(digest -> new Blob(name, digest)))
        .or(() -> group(matcher, "reference").map(text -> new ManifestAt(name, text)))
        .or(() -> group(matcher, "subject").map(digest -> new Referrers(name, digest)))
        .orElseGet(Nowhere::new);
  }

  private static Optional<String> group(Matcher matcher, String name) {
    return Optional.ofNullable(matcher.group(name));
  }
}
