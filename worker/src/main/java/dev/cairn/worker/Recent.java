// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was found out for the last so many keys, each of which always has the same answer. For many
/// threads.
final class Recent<K, V> {
  private static final int MOST = 64;

  /// Guarded by itself.
  private final Map<K, V> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > MOST;
        }
      };

  Optional<V> find(K key) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key));
    }
  }

  void keep(K key, V value) {
    synchronized (known) {
      known.put(key, value);
    }
  }
}
