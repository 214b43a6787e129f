// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;

/// How much a derivation may be relied on, strongest first. A guess is shown and carries nothing.
public enum Strength {
  DECLARED,
  INFERRED,
  GUESSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
