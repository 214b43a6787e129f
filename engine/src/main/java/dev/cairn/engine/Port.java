// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import java.io.IOException;
import java.util.SortedMap;

/// A pure function that a later module supplies: equal inputs, equal answers. It is called once for
/// equal inputs.
@FunctionalInterface
public interface Port {
  /// Answers with a JSON text.
  ///
  /// @param inputs by name, each a JSON text in which steps are replaced by what they gave: an
  ///   artifact is `{"digest":"sha256:…","name":"shop"}`, a tree `{"tree":"sha256:…"}`
  /// @throws IOException if it can't be answered; the step fails with the message
  byte[] call(SortedMap<String, String> inputs, ContentStore content)
      throws IOException, InterruptedException;
}
