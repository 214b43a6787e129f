// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Emulated rooms in use. When this JVM ends before them, nobody else would delete their folders.
final class OpenRooms {
  private static final Set<Running> ALL = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> ALL.forEach(Running::leaveNothing)));
  }

  private OpenRooms() {}

  static void add(Running running) {
    ALL.add(running);
  }

  static void remove(Running running) {
    ALL.remove(running);
  }
}
