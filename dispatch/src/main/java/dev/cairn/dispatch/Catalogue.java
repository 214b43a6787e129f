// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The bundles, and which of their versions load.
///
/// ```
/// security  key 81b2…  order 1  loaded   scan, rescan     ← active: the newest head that loads
///           key 09cc…  order 2  refused  Security.java:9: ';' expected
/// shop      key 4d11…  order 1  loaded   classes, test, image, ship
///           key 77ab…  order 0  loaded   …                 ← of a branch, never active
/// ```
///
/// State changes in [#after] only; the same changes, replayed, give the same catalogue.
public record Catalogue(SortedMap<String, Entry> entries) {
  public static final Catalogue EMPTY = new Catalogue(new TreeMap<>());

  public Catalogue {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  public record Entry(Bundle bundle, List<Known> versions) {
    public Entry {
      versions = List.copyOf(versions);
    }

    /// The newest head of its branch that loads. A version that fails changes nothing here.
    public Optional<Active> active() {
      return versions.stream()
          .filter(known -> known.order() > 0)
          .sorted(Comparator.comparingLong(Known::order).reversed())
          .flatMap(known -> active(known).stream())
          .findFirst();
    }

    public Optional<Known> version(String key) {
      return versions.stream().filter(known -> known.key().equals(key)).findFirst();
    }

    /// The version at a key, where it loads.
    public Optional<Active> at(String key, String commit) {
      return version(key)
          .flatMap(this::active)
          .map(active -> new Active(new Bundle.Version(bundle, commit, key), active.table()));
    }

    /// What stays known when the configuration names the bundle anew.
    private List<Known> kept(Bundle configured) {
      return bundle.repository().equals(configured.repository())
              && bundle.folder().equals(configured.folder())
          ? versions
          : List.of();
    }

    private Optional<Active> active(Known known) {
      return known.load() instanceof Load.Loaded(var table)
          ? Optional.of(new Active(new Bundle.Version(bundle, known.commit(), known.key()), table))
          : Optional.empty();
    }
  }

  /// A version whose tasks are known.
  public record Active(Bundle.Version version, TaskTable table) {}

  /// @param commit the newest commit with this folder content
  /// @param order counts the branch's heads; 0: it was never one
  public record Known(String key, String commit, long order, Load load) {}

  public sealed interface Load {
    record Wanted() implements Load {}

    record Loaded(TaskTable table) implements Load {}

    /// @param at file and line, empty where there is none
    record Refused(String reason, String at) implements Load {}
  }

  /// What can happen to the catalogue.
  public sealed interface Change {
    String name();

    record Configured(Bundle bundle) implements Change {
      @Override
      public String name() {
        return bundle.name();
      }
    }

    record Dropped(String name) implements Change {}

    /// The head of the bundle's branch is this commit, whose folder has this content.
    record HeadMoved(String name, String commit, String key) implements Change {}

    /// The head of the bundle's branch has no such folder: it has no tasks.
    record HeadWithout(String name, String commit) implements Change {}

    /// A commit that is not the branch's head needs this version.
    record Wanted(String name, String commit, String key) implements Change {}

    record Loaded(String name, String key, TaskTable table) implements Change {}

    record Refused(String name, String key, String reason, String at) implements Change {}
  }

  public Optional<Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  public Collection<Entry> all() {
    return entries.values();
  }

  /// The bundle that lies in this repository.
  public Optional<Entry> of(String repository) {
    return entries.values().stream()
        .filter(entry -> entry.bundle().repository().equals(repository))
        .findFirst();
  }

  public Catalogue after(Change change) {
    var next = new TreeMap<>(entries);
    switch (change) {
      case Change.Configured(var bundle) -> {
        var old = entries.get(bundle.name());
        next.put(bundle.name(), new Entry(bundle, old == null ? List.of() : old.kept(bundle)));
      }
      case Change.Dropped(var name) -> next.remove(name);
      case Change.HeadMoved(var name, var commit, var key) ->
          change(next, name, key, known -> new Known(key, commit, order(name) + 1, known.load()));
      case Change.HeadWithout(var name, var commit) ->
          change(
              next,
              name,
              "",
              _ ->
                  new Known(
                      "", commit, order(name) + 1, new Load.Loaded(new TaskTable("", List.of()))));
      case Change.Wanted(var name, var commit, var key) ->
          change(
              next,
              name,
              key,
              known -> known.order() > 0 ? known : new Known(key, commit, 0, known.load()));
      case Change.Loaded(var name, var key, var table) ->
          change(
              next,
              name,
              key,
              known -> new Known(key, known.commit(), known.order(), new Load.Loaded(table)));
      case Change.Refused(var name, var key, var reason, var at) ->
          change(
              next,
              name,
              key,
              known -> new Known(key, known.commit(), known.order(), new Load.Refused(reason, at)));
    }
    return new Catalogue(next);
  }

  private interface Step {
    Known after(Known known);
  }

  private static void change(SortedMap<String, Entry> entries, String name, String key, Step step) {
    var entry = entries.get(name);
    if (entry == null) {
      return; // the configuration no longer names it: a late result of a load changes nothing
    }
    var versions = new ArrayList<Known>();
    var before = new Known(key, "", 0, new Load.Wanted());
    for (var known : entry.versions()) {
      if (known.key().equals(key)) {
        before = known;
      } else {
        versions.add(known);
      }
    }
    versions.add(step.after(before));
    entries.put(name, new Entry(entry.bundle(), versions));
  }

  private long order(String name) {
    return entry(name).stream()
        .flatMap(entry -> entry.versions().stream())
        .mapToLong(Known::order)
        .max()
        .orElse(0);
  }
}
