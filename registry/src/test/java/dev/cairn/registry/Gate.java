// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Releases in memory: all is held until a test says otherwise.
final class Gate implements Releases {
  static final String SENTENCE =
      "Held at gate release: the scan found 1 critical, CAIRN-DEMO-1 in libdemo 1.0."
          + " http://127.0.0.1:8080/journeys/4711";

  private final List<Push> pushes = new ArrayList<>();
  private final Set<Digest> released = new HashSet<>();
  private final Map<String, Digest> moved = new HashMap<>();

  synchronized List<Push> pushes() {
    return List.copyOf(pushes);
  }

  synchronized void release(Digest digest) {
    released.add(digest);
    for (Push push : pushes) {
      if (push.manifest().digest().equals(digest)) {
        released.addAll(push.manifest().children());
        push.tags().forEach(tag -> moved.put(push.repository() + ":" + tag, digest));
      }
    }
  }

  @Override
  public synchronized void pushed(Push push) {
    pushes.add(push);
  }

  @Override
  public synchronized Reading mayRead(String repository, Digest digest, Caller reader) {
    return switch (reader) {
      case Caller.Lease _ -> new Reading.Open();
      case Caller.Anyone _ ->
          released.contains(digest) ? new Reading.Open() : new Reading.Held(SENTENCE);
    };
  }

  @Override
  public synchronized TagAnswer tag(String repository, String tag, Caller reader) {
    Digest digest = moved.get(repository + ":" + tag);
    return digest == null ? new TagAnswer.Held(SENTENCE) : new TagAnswer.Released(digest);
  }
}
