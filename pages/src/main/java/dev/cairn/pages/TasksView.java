// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every task of every bundle, and what else there is for a map of who feeds whom. All of it was
/// compiled, configured, or really came in.
///
/// @param arrivals what came in, by sender and type of event; Cairn's own events too
/// @param rhythms how often each tool sends
/// @param held how many artifacts the gate holds now
/// @param advisories whether a folder of them is configured
public record TasksView(
    List<TaskRow> tasks,
    List<BundleRow> bundles,
    List<Arrival> arrivals,
    List<Rhythm> rhythms,
    List<Place> environments,
    int held,
    boolean advisories) {
  public TasksView {
    tasks = List.copyOf(tasks);
    bundles = List.copyOf(bundles);
    arrivals = List.copyOf(arrivals);
    rhythms = List.copyOf(rhythms);
    environments = List.copyOf(environments);
  }

  /// @param kind `task`, `gate`, `probe`, `effect`
  /// @param doc its doc comment
  /// @param at `Delivery.java:26`
  public record TaskRow(
      String name,
      String bundle,
      String team,
      String kind,
      String doc,
      String at,
      Types types,
      Past past) {}

  /// What the compiler found of a task.
  ///
  /// @param listens event types; with the filter where there is one
  /// @param advisories whether it takes advisories, and so runs again when they change
  /// @param emits event types; `Verdict`
  /// @param calls other tasks of its bundle
  public record Types(
      List<Listens> listens, boolean advisories, List<String> emits, List<String> calls) {
    public Types {
      listens = List.copyOf(listens);
      emits = List.copyOf(emits);
      calls = List.copyOf(calls);
    }

    boolean listensTo(String type) {
      return listens.stream().anyMatch(it -> it.type().equals(type));
    }
  }

  /// @param type an event's name, such as `ArtifactPublished`
  /// @param when the CEL filter, or empty
  public record Listens(String type, String when) {}

  /// How it went so far.
  ///
  /// @param last newest last, at most 12
  /// @param failed why its last run did not do its work; a verdict that says no is work done
  /// @param refused how many events its filters refused lately
  /// @param desired environments that its last runs asked something of, by a config commit
  public record Past(
      List<Result> last,
      Optional<Duration> median,
      Optional<String> failed,
      long refused,
      List<String> desired) {
    public Past {
      last = List.copyOf(last);
      desired = List.copyOf(desired);
    }
  }

  public record Result(String run, Status status) {}

  /// Events of one type by one sender.
  ///
  /// @param tool `git`, `github`, `cairn`, …
  /// @param source who of that tool: a repository, a registry
  /// @param event `dev.cdevents.change.merged.0.3.0`
  /// @param type what tasks know it as, such as `ChangeMerged`; empty where none can listen to it
  public record Arrival(
      String tool,
      String source,
      String event,
      Optional<String> type,
      long count,
      Instant newest) {}

  /// How often a tool sends.
  ///
  /// @param longest the longest time between two of its deliveries
  public record Rhythm(String tool, long deliveries, Instant newest, Duration longest) {
    private static final int ENOUGH = 10;
    private static final Duration LEAST = Duration.ofDays(1);

    /// Whether it has been quiet for more than a day, and more than twice as long as ever before.
    /// Who sent less than 10 times has no rhythm yet.
    boolean isSilent(Instant now) {
      Duration quiet = Duration.between(newest, now);
      return deliveries >= ENOUGH
          && quiet.compareTo(LEAST) > 0
          && quiet.compareTo(longest.multipliedBy(2)) > 0;
    }
  }

  /// An environment as it is configured, with what is known of its services.
  ///
  /// @param note its driver
  public record Place(String name, String note, List<Service> services) {
    public Place {
      services = List.copyOf(services);
    }
  }

  /// @param runs `shop@9b1c42`, or `nothing`
  public record Service(String name, Status status, String runs) {}

  /// A pushed bundle: active, loading or refused with the compiler's words.
  ///
  /// @param repository where it is pushed
  public record BundleRow(
      String name,
      String team,
      String repository,
      String commit,
      Status status,
      Optional<String> trouble) {}
}
