// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.io.IOException;

/// What is held. The server implements it on its database.
///
/// A digest that {@link #pushed} was never called for in that repository is held: the registry
/// writes its own index first, so that whatever runs on a push finds the manifest.
public interface Releases {
  /// A manifest was pushed. Called before the push is answered; when it returns, the manifest is
  /// held (or not) for good, whatever crashes. Called again for the same push if it is repeated.
  ///
  /// @throws IOException if it could not be recorded; the push is answered with an error
  void pushed(Push push) throws IOException;

  /// May this manifest be pulled by this caller? For the manifest of one platform, its index's
  /// release counts too.
  Reading mayRead(String repository, Digest digest, Caller reader);

  /// What this tag of the repository answers to this caller. With a released predecessor it is that
  /// one, until the newer one is released.
  TagAnswer tag(String repository, String tag, Caller reader);

  /// May it be read?
  sealed interface Reading {
    /// It may.
    record Open() implements Reading {}

    /// It may not.
    ///
    /// @param sentence why, since when, and the journey's address: `Held at gate release: …`
    record Held(String sentence) implements Reading {}
  }

  /// What a tag is.
  sealed interface TagAnswer {
    /// This manifest may be pulled.
    record Released(Digest digest) implements TagAnswer {}

    /// Pushed, but nothing of it is released.
    ///
    /// @param sentence why, since when, and the journey's address
    record Held(String sentence) implements TagAnswer {}

    /// Never pushed.
    record Unknown() implements TagAnswer {}
  }
}
