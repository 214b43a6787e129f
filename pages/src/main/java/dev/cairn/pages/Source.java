// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.TasksView.Arrival;
import dev.cairn.pages.TasksView.TaskRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What feeds tasks and is no task: senders, the registry, the gate, environments, advisories.
///
/// ```
/// Git push        change    ChangeMerged                shop, security        8 pushes
/// own registry    artifact  ArtifactPublished                                 4 pushes
/// release         gate      ArtifactReleased            rows: scan
/// production      env       ServiceUpgraded, Live       rows: shop
/// ```
sealed interface Source {
  Card card();

  /// Whether events of its kind start the task.
  ///
  /// @param repository of the task's bundle
  boolean feeds(TaskRow task, String repository);

  /// The types that it gives, as the table lists them.
  List<String> types();

  long count();

  Optional<Instant> newest();

  /// Somebody whose events really came in.
  record Sender(Card card, String tool, List<Arrival> arrivals) implements Source {
    private static final Set<String> CHANGES =
        Set.of("ChangeMerged", "ChangeProposed", "TagPushed");

    public Sender {
      arrivals = List.copyOf(arrivals);
    }

    /// A change is answered by the bundle of its own repository, as the watcher read it; by others,
    /// where their condition speaks of `repository`. Gate tasks judge what is in Cairn's own
    /// registry.
    @Override
    public boolean feeds(TaskRow task, String repository) {
      return arrivals.stream()
          .anyMatch(arrival ->
              arrival
                  .type()
                  .filter(type ->
                      CHANGES.contains(type)
                          ? ownChange(arrival, type, task, repository) || asked(type, task)
                          : task.types().listensTo(type) && !task.kind().equals("gate"))
                  .isPresent());
    }

    private boolean ownChange(Arrival arrival, String type, TaskRow task, String repository) {
      return tool.equals("git")
          && arrival.source().equals(repository)
          && task.types().listensTo(type);
    }

    private static boolean asked(String type, TaskRow task) {
      return task.types().listens().stream()
          .anyMatch(it -> it.type().equals(type) && it.when().contains("repository"));
    }

    @Override
    public List<String> types() {
      return arrivals.stream()
          .map(it -> it.type().map(TaskWords::event).orElse(Words.event(it.event())))
          .distinct()
          .sorted()
          .toList();
    }

    @Override
    public long count() {
      return arrivals.stream().mapToLong(Arrival::count).sum();
    }

    @Override
    public Optional<Instant> newest() {
      return arrivals.stream().map(Arrival::newest).max(Comparator.naturalOrder());
    }
  }

  /// A part of Cairn itself.
  ///
  /// @param gives types of events, by which tasks listen to it
  record Own(Card card, List<String> gives, long count, Optional<Instant> newest)
      implements Source {
    public Own {
      gives = List.copyOf(gives);
    }

    @Override
    public boolean feeds(TaskRow task, String repository) {
      return gives.stream().anyMatch(task.types()::listensTo);
    }

    @Override
    public List<String> types() {
      return gives.stream().map(TaskWords::event).toList();
    }
  }

  /// The folder of advisories: when it changes, tasks that take them run again.
  record Advisories(Card card, long count, Optional<Instant> newest) implements Source {
    @Override
    public boolean feeds(TaskRow task, String repository) {
      return task.types().advisories();
    }

    @Override
    public List<String> types() {
      return List.of("advisories");
    }
  }
}
