// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.time.Duration;

/// How much a registry takes.
///
/// @param manifestBytes the largest manifest; the specification wants 4 MiB at least
/// @param blobBytes the largest blob
/// @param uploads how many may be under way at once
/// @param idle an upload that nothing came for in this time is forgotten
public record RegistryLimits(int manifestBytes, long blobBytes, int uploads, Duration idle) {
  /// 8 MiB, 10 GiB, 1,000 uploads, one hour.
  public static final RegistryLimits USUAL =
      new RegistryLimits(8 << 20, 10L << 30, 1000, Duration.ofHours(1));
}
