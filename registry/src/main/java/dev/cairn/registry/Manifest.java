// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the registry reads from a manifest or an index; its bytes lie in the content store.
///
/// @param digest of its bytes, the SHA-256 even if it was pushed under another name
/// @param mediaType as pushed, `application/vnd.oci.image.index.v1+json`
/// @param size of its bytes
/// @param children the manifests that an index lists
/// @param blobs config and layers of an image that lie in the same repository
/// @param referrer what it says of another one, if it does
public record Manifest(
    Digest digest,
    String mediaType,
    long size,
    List<Digest> children,
    List<Digest> blobs,
    Optional<Referrer> referrer) {
  /// What a manifest with a `subject` shows in the subject's list of referrers.
  ///
  /// @param subject the manifest that this one is about, which need not be there; as it was written
  /// @param artifactType its kind, empty if it has none
  /// @param annotations copied as they are
  public record Referrer(String subject, String artifactType, Map<String, String> annotations) {
    public Referrer {
      annotations = Map.copyOf(annotations);
    }
  }

  public Manifest {
    children = List.copyOf(children);
    blobs = List.copyOf(blobs);
  }
}
