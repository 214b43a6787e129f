// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import java.util.Random;

/// Names and chances for a made-up history.
final class SimulatedWorld {
  private final Random random;
  private final Model model = new Model();
  private int names;

  SimulatedWorld(long seed) {
    this.random = new Random(seed);
  }

  Model model() {
    return model;
  }

  /// A number that changes with each name.
  int number() {
    return names;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  String hex(int length) {
    names++;
    StringBuilder hex = new StringBuilder(Integer.toHexString(0x1000 + names));
    while (hex.length() < length) {
      hex.append(Integer.toHexString(random.nextInt(16)));
    }
    return hex.toString();
  }

  Identity commit() {
    return Identity.commit(hex(40));
  }

  Identity digest() {
    return Identity.digest("sha256:" + hex(64));
  }

  Identity run() {
    return Identity.run("ci/" + hex(5));
  }

  boolean maybe() {
    return random.nextBoolean();
  }

  static String branch(String name) {
    return "place=branch:https://forge/acme#" + name;
  }
}
