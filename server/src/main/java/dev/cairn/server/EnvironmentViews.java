// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.events.Identity;
import dev.cairn.journeys.Live;
import dev.cairn.journeys.Status;
import dev.cairn.pages.EnvironmentsView;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.EnvironmentsView.Wanted;
import dev.cairn.storage.Environments.Actual;
import dev.cairn.storage.Environments.Desired;
import dev.cairn.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What the page of environments shows, read from storage.
final class EnvironmentViews {
  private final Storage storage;
  private final Configuration configuration;
  private final Freshness freshness;

  /// How new what is known is: who looks all the time and reports changes only, knows more than its
  /// last report says.
  interface Freshness {
    Optional<Instant> desired();

    Optional<Instant> actual();
  }

  EnvironmentViews(Storage storage, Configuration configuration, Freshness freshness) {
    this.storage = storage;
    this.configuration = configuration;
    this.freshness = freshness;
  }

  EnvironmentsView view() {
    var services = new TreeSet<String>();
    configuration
        .environments()
        .forEach(environment -> environment.services().forEach(it -> services.add(it.name())));
    var rows = new ArrayList<EnvironmentsView.ServiceRow>();
    for (String service : services) {
      rows.add(
          new EnvironmentsView.ServiceRow(
              service,
              configuration.environments().stream().map(it -> cell(it, service)).toList()));
    }
    List<Desired> desired = storage.environments().desired();
    return new EnvironmentsView(
        configuration.environments().stream()
            .map(it -> new EnvironmentsView.Place(it.name(), note(it)))
            .toList(),
        rows,
        desired.stream()
            .findFirst()
            .map(it -> "config " + PageViews.shortened(it.configCommit()))
            .orElse(""),
        freshness
            .desired()
            .or(() -> desired.stream().map(Desired::since).reduce(PageViews::newest)),
        freshness
            .actual()
            .or(() ->
                storage.environments().actual().stream()
                    .map(Actual::asOf)
                    .min(Instant::compareTo)));
  }

  private static String note(Configuration.Environment environment) {
    return environment.driver().equals("local")
        ? "local; the host's network, not shut in"
        : environment.driver();
  }

  private Cell cell(Configuration.Environment environment, String service) {
    Optional<Configuration.Service> configured =
        environment.services().stream().filter(it -> it.name().equals(service)).findFirst();
    if (configured.isEmpty()) {
      return new Cell.Absent();
    }
    Optional<Desired> desired = storage.environments().desired(environment.name(), service);
    Optional<Actual> actual = storage.environments().actual(environment.name(), service);
    Optional<Wanted> wanted =
        desired
            .filter(
                it -> !it.digest().equals(actual.filter(Actual::healthy).flatMap(Actual::digest)))
            .map(it ->
                new Wanted(
                    name(service, it.digest()),
                    journey(it.digest()),
                    Status.RUNNING,
                    actual
                        .map(Actual::reason)
                        .filter(why -> !why.isEmpty())
                        .orElse("it is being brought there")));
    if (actual.isPresent() && actual.get().digest().isPresent()) {
      Actual now = actual.get();
      Optional<Live> flagged = flagged(environment, service, now);
      return new Cell.Running(
          name(service, now.digest()),
          journey(now.digest()),
          flagged.map(Live::status).orElse(status(now)),
          Optional.of(now.since()),
          flagged
              .flatMap(Live::reason)
              .or(() -> now.reason().isEmpty() ? Optional.empty() : Optional.of(now.reason())),
          Optional.of("http://127.0.0.1:" + configured.get().port()),
          0,
          wanted);
    }
    return new Cell.Nothing(
        wanted.orElse(
            new Wanted(
                "nothing",
                Optional.empty(),
                Status.EXPECTED,
                "no config commit names an image yet")));
  }

  /// What the journeys say of what runs well here, where a finding is open on it.
  private Optional<Live> flagged(
      Configuration.Environment environment, String service, Actual actual) {
    Status status = status(actual);
    if (status != Status.LIVE && status != Status.REPAIRED) {
      return Optional.empty();
    }
    Identity place = Identity.service(environment.name(), service);
    return storage
        .read(tx -> JourneysDoor.plain(tx, configuration).live(place))
        .filter(live -> live.status() == Status.FLAGGED)
        .filter(live ->
            actual
                .digest()
                .flatMap(Identity::ofDigest)
                .filter(it -> live.artifacts().stream().anyMatch(names -> names.contains(it)))
                .isPresent());
  }

  private Optional<String> journey(Optional<String> digest) {
    return digest
        .flatMap(Identity::ofDigest)
        .flatMap(it ->
            storage.read(tx -> JourneysDoor.plain(tx, configuration).ids(it)).stream().findFirst());
  }

  private static Status status(Actual actual) {
    return switch (actual.state()) {
      case "healthy" -> Status.LIVE;
      case "repaired" -> Status.REPAIRED;
      case "gone" -> Status.DRIFTED;
      case "failed" -> Status.FAILED;
      case "starting" -> Status.RUNNING;
      default -> Status.UNKNOWN;
    };
  }

  private static String name(String service, Optional<String> digest) {
    return digest.map(it -> service + "@" + it.substring(7, 13)).orElse("nothing");
  }
}
