// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What was pushed where: which blobs, manifests and tags each repository has. What a method has
/// done when it returns is on the disk. Names have been checked by the caller. For any thread.
public interface RegistryIndex {
  /// The repository has this blob from now on.
  void addBlob(String repository, Digest blob) throws IOException;

  /// Whether the repository has this blob.
  boolean hasBlob(String repository, Digest blob);

  /// Takes the blob's name away; false if it had none.
  boolean removeBlob(String repository, Digest blob) throws IOException;

  /// The repository has this manifest from now on.
  void addManifest(String repository, Manifest manifest) throws IOException;

  /// The manifest of this digest.
  Optional<Manifest> manifest(String repository, Digest digest) throws IOException;

  /// Takes the manifest and its tags away; false if it was not there.
  boolean removeManifest(String repository, Digest digest) throws IOException;

  /// Has the tag point to this manifest.
  void addTag(String repository, String tag, Digest digest) throws IOException;

  /// What was last pushed under this tag.
  Optional<Digest> tag(String repository, String tag);

  /// Takes the tag away; false if it was not there.
  boolean removeTag(String repository, String tag) throws IOException;

  /// All tags of the repository, sorted; empty if there is no such repository.
  Optional<List<String>> tags(String repository) throws IOException;

  /// The repository's manifests that have this subject, by digest.
  List<Manifest> referrers(String repository, String subject) throws IOException;

  /// The repository's manifests that name this blob as config or layer.
  List<Digest> manifestsWith(String repository, Digest blob) throws IOException;

  /// Keeps a second name, `sha512:…`, of some bytes.
  void addName(String name, Digest digest) throws IOException;

  /// The bytes of a second name.
  Optional<Digest> named(String name);
}
