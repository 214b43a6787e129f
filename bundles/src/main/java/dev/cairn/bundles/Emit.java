// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.util.SortedMap;
import java.util.TreeMap;

/// An event that a plan returns:
/// `{"emit":"ArtifactPublished","data":{"artifact":ARTIFACT,"reference":"registry/shop"}}`.
///
/// @param type the simple name of the event's class
public record Emit(String type, SortedMap<String, Value> fields) {
  public Emit {
    fields = new TreeMap<>(fields);
  }

  /// The value of a field.
  public sealed interface Value {
    /// `"PASS"`, and names of environments
    record Text(String text) implements Value {}

    /// `41`
    record Whole(long number) implements Value {}

    /// `true`
    record Truth(boolean truth) implements Value {}

    /// An artifact.
    record OfArtifact(ArtifactReference artifact) implements Value {}
  }
}
