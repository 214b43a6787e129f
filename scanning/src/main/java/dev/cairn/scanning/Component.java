// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

/// Something that an image contains.
///
/// @param purl `pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12`
/// @param version as installed; empty if it is not known
/// @param record by which name and version advisories speak of it
/// @param path where it was found: `app/lib/bank-client-1.0.0.jar`
record Component(String purl, String name, String version, Known record, String path) {
  /// How advisories name a component.
  sealed interface Known {
    /// Debian's advisories speak of source packages.
    ///
    /// @param release `12`; empty if the image does not say
    record Debian(String release, String source, String version) implements Known {}

    /// `group:artifact`.
    record Maven(String group, String artifact) implements Known {}

    /// A jar that says no group: any advisory of an artifact of this name may mean it, so it
    /// counts.
    record Jar(String artifact) implements Known {}
  }
}
