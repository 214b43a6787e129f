// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import java.util.List;
import java.util.Optional;

/// One tool's way of signing and of speaking. Pure: the same delivery gives the same answer,
/// always.
public sealed interface Adapter permits Argocd, Cairn, CdEvents, Distribution, Git, GitHub {
  /// As in `/hooks/{tool}`.
  String tool();

  /// Why the delivery does not come from who knows one of these secrets; empty if it does. Several
  /// secrets are good while one replaces the other. It is asked before the append, of the bytes as
  /// they came, and takes the same time whatever is wrong.
  Optional<String> refusal(Delivery delivery, List<String> secrets);

  /// The events in the delivery, never an exception.
  Interpretation read(Delivery delivery);
}
