// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.content.Digest;

/// An artifact, as a plan speaks of it.
public sealed interface ArtifactReference {
  /// What a step of this plan makes: `{"step":"s3"}`.
  record Made(String step) implements ArtifactReference {}

  /// One that is known, from an event: `{"name":"shop","digest":"sha256:…"}`. A claim of the
  /// bundle's.
  record Known(String name, Digest digest) implements ArtifactReference {}
}
