// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;

/// A registry without a gate: what is pushed is released. For a registry alone, and for tests of
/// the protocol.
public final class NothingHeld implements Releases {
  private final RegistryIndex index;

  /// @param index whose tags are answered as they are
  public NothingHeld(RegistryIndex index) {
    this.index = index;
  }

  @Override
  public void pushed(Push push) {
    // released by being in the index
  }

  @Override
  public Reading mayRead(String repository, Digest digest, Caller reader) {
    return new Reading.Open();
  }

  @Override
  public TagAnswer tag(String repository, String tag, Caller reader) {
    return index
        .tag(repository, tag)
        .<TagAnswer>map(TagAnswer.Released::new)
        .orElseGet(TagAnswer.Unknown::new);
  }
}
