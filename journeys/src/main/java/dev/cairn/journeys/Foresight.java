// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.List;

/// Who knows what is still to come: dispatch, asked with what has happened so far.
@FunctionalInterface
public interface Foresight {
  /// Nothing is expected.
  Foresight NONE = _ -> List.of();

  /// @param sofar the journey without expected steps
  List<Expectation> expected(Journey sofar);
}
