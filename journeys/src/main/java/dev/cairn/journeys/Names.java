// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which identities are one thing.
///
/// What events call the same is the same, unless that would make one thing of two digests or of two
/// commits, which is never true: then a name that was given to several of them (a version that was
/// published twice, a job's URL without a build number) is demoted, and names a thing of its own.
///
/// ```
/// pkg:maven/a/b@1 = digest:1…, pkg:maven/a/b@1 = digest:2…   →   {digest:1…} {digest:2…} {pkg:maven/a/b@1, demoted}
/// ```
final class Names {
  private final Graph graph;

  Names(Graph graph) {
    this.graph = graph;
  }

  record Group(SortedSet<Identity> identities, boolean demoted) {}

  /// The things that the names connected to this one stand for; one of them holds it.
  List<Group> groups(Identity identity) {
    SortedMap<Identity, SortedSet<Identity>> same = connected(identity);
    List<Identity> contents = same.keySet().stream().filter(Joining::isContent).toList();
    long commits = contents.stream().filter(content -> content.kind().equals("commit")).count();
    if (commits <= 1 && contents.size() - commits <= 1) {
      return List.of(new Group(new TreeSet<>(same.keySet()), false));
    }
    return split(same, contents);
  }

  private SortedMap<Identity, SortedSet<Identity>> connected(Identity start) {
    SortedMap<Identity, SortedSet<Identity>> seen = new TreeMap<>();
    Deque<Identity> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Identity next = open.remove();
      if (!seen.containsKey(next)) {
        SortedSet<Identity> same = graph.same(next);
        seen.put(next, same);
        open.addAll(same);
      }
    }
    return seen;
  }

  private static List<Group> split(
      SortedMap<Identity, SortedSet<Identity>> same, List<Identity> contents) {
    Map<Identity, SortedSet<Identity>> sure = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Identity content : contents) {
      sure.put(content, new TreeSet<>(List.of(content)));
    }
    NavigableSet<Identity> rest = new TreeSet<>(same.keySet());
    contents.forEach(rest::remove);
    while (!rest.isEmpty()) {
      NavigableSet<Identity> aliases = new TreeSet<>();
      NavigableSet<Identity> touched = new TreeSet<>();
      Deque<Identity> open = new ArrayDeque<>(List.of(rest.first()));
      while (!open.isEmpty()) {
        Identity next = open.remove();
        if (Joining.isContent(next)) {
          touched.add(next);
        } else if (aliases.add(next)) {
          open.addAll(same.getOrDefault(next, new TreeSet<>()));
        }
      }
      aliases.forEach(rest::remove);
      if (touched.size() == 1) {
        sure.getOrDefault(touched.first(), aliases).addAll(aliases);
      } else {
        groups.add(new Group(aliases, true));
      }
    }
    for (Identity content : contents) {
      groups.add(new Group(sure.getOrDefault(content, new TreeSet<>()), false));
    }
    return groups;
  }
}
