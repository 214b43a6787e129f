// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an image is started.
///
/// @param env variables beside `PATH`, which has a default
/// @param user the uid; 0 where absent
public record OciConfig(
    SortedMap<String, String> env,
    OptionalInt user,
    List<String> entrypoint,
    SortedMap<String, String> labels) {
  public OciConfig {
    env = new TreeMap<>(env);
    entrypoint = List.copyOf(entrypoint);
    labels = new TreeMap<>(labels);
  }
}
