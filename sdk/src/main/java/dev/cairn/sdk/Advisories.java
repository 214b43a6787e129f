// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// What is known of vulnerabilities at the moment of the run. A parameter of this type is filled in
/// by Cairn; newer advisories make a new run.
public final class Advisories {
  private final String digest;

  private Advisories(String digest) {
    this.digest = Artifact.checked(digest);
  }

  /// The advisories with this digest. For tests; tasks get theirs as a parameter.
  ///
  /// @param digest `sha256:…`
  public static Advisories of(String digest) {
    return new Advisories(digest);
  }

  /// `sha256:…`, of all of them together.
  public String digest() {
    return digest;
  }
}
