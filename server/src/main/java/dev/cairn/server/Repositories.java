// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Ancestry;
import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.State;
import dev.cairn.events.RepositoryUrl;
import dev.cairn.git.GitRepository;
import dev.cairn.server.Configuration.Environment;
import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Role;
import dev.cairn.server.Configuration.Service;
import dev.cairn.storage.Environments.Desired;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The configured repositories: watched, and read at commits. Diffs and contents come from here
/// only, never from a URL in a payload.
final class Repositories implements Closeable {
  private static final Pattern IMAGE = Pattern.compile("([^\\s\"'=]+)@(sha256:[0-9a-f]{64})");

  private final Configuration configuration;
  private final List<RepositoryWatch> watches = new ArrayList<>();
  private final Map<String, State.Folder> folders = new ConcurrentHashMap<>();

  Repositories(Configuration configuration, Path folder, Receiver receiver, InstantSource clock) {
    this.configuration = configuration;
    for (Repository repository : configuration.repositories()) {
      watches.add(new RepositoryWatch(repository, folder, receiver, clock));
    }
  }

  void start() {
    watches.forEach(RepositoryWatch::start);
  }

  private List<String> names() {
    return watches.stream().map(it -> it.repository().name()).toList();
  }

  /// Somebody says that there is something new in a repository.
  void poke(String words) {
    List<RepositoryWatch> meant = watches.stream().filter(it -> it.isMeant(words)).toList();
    if (meant.isEmpty()) {
      throw Problem.of(
          404,
          "POST /hooks/git: repository \"%s\" is not configured (expected: %s)"
              .formatted(
                  words,
                  watches.isEmpty()
                      ? "one of cairn.yaml, which names none"
                      : "one of " + String.join(", ", names())));
    }
    meant.forEach(RepositoryWatch::poke);
  }

  /// Somebody spoke of a repository: if it is a configured one, it is looked at, and what is there
  /// counts.
  ///
  /// @return whether it is configured
  boolean heard(String repository) {
    String canonical = RepositoryUrl.canonical(repository);
    List<RepositoryWatch> meant =
        watches.stream()
            .filter(it ->
                it.isMeant(repository)
                    || RepositoryUrl.canonical(it.repository().url()).equals(canonical))
            .toList();
    meant.forEach(RepositoryWatch::poke);
    return !meant.isEmpty();
  }

  /// Since when the desired state is at least known: the oldest look at a config repository.
  Optional<Instant> configLooked() {
    return watches.stream()
        .filter(watch -> watch.repository().role() == Configuration.Role.CONFIG)
        .flatMap(watch -> watch.looked().stream())
        .min(Comparator.naturalOrder());
  }

  @Override
  public void close() {
    watches.forEach(RepositoryWatch::close);
  }

  /// The bundles that the configuration names.
  List<Bundle> bundles() {
    return configuration.repositories().stream()
        .flatMap(it ->
            it.bundle().stream()
                .map(folder -> new Bundle(it.name(), it.team(), it.url(), it.branch(), folder)))
        .toList();
  }

  /// The content of a bundle's folder at a commit; absent where the commit can't be read.
  State.Folder folder(Bundle bundle, String commit) {
    return folders.getOrDefault(bundle.name() + "@" + commit, new State.Folder.Absent());
  }

  /// Whether what a push brought can be read; nothing is fetched here. If it can't, the watcher
  /// fetches what is there now and tells it again.
  Optional<String> missing(JsonNode push) throws IOException, InterruptedException {
    String commit = push.path("after").asString("");
    for (RepositoryWatch watch : watches) {
      if (watch.repository().url().equals(push.path("repository").asString(""))
          && !watch.mirror().has(commit)) {
        watch.tellAgain(push.path("before").asString(""));
        return Optional.of(
            "nothing was started: commit %s is gone from Cairn's copy of %s (expected: what was pushed). What its branch has now will be told again, as soon as it can be read."
                .formatted(commit, watch.repository().name()));
      }
    }
    return Optional.empty();
  }

  /// Reads what `folder` is to answer for a commit of a repository, before the transaction that
  /// asks.
  void learn(String repository, String commit) throws IOException, InterruptedException {
    for (RepositoryWatch watch : watches) {
      if (!watch.isMeant(repository) || watch.repository().bundle().isEmpty() || commit.isEmpty()) {
        continue;
      }
      GitRepository mirror = watch.mirror();
      Optional<String> key = mirror.folderKey(commit, watch.repository().bundle().get());
      folders.put(
          watch.repository().name() + "@" + commit,
          key.<State.Folder>map(State.Folder.Present::new).orElse(new State.Folder.Absent()));
    }
  }

  /// What environments are to run at a push to a config repository, for the services whose file
  /// names an image.
  List<Desired> desired(JsonNode push, Instant now) throws IOException, InterruptedException {
    var desired = new ArrayList<Desired>();
    for (RepositoryWatch watch : watches) {
      Repository repository = watch.repository();
      if (repository.role() != Role.CONFIG
          || !repository.url().equals(push.path("repository").asString(""))) {
        continue;
      }
      GitRepository mirror = watch.mirror();
      String commit = push.path("after").asString("");
      for (Environment environment : configuration.environments()) {
        if (environment.repository().equals(repository.name())) {
          for (Service service : environment.services()) {
            desired(mirror, commit, environment, service, now).ifPresent(desired::add);
          }
        }
      }
    }
    return desired;
  }

  private static Optional<Desired> desired(
      GitRepository mirror, String commit, Environment environment, Service service, Instant now)
      throws IOException, InterruptedException {
    Optional<String> text =
        mirror.text(commit, environment.folder() + "/" + service.name() + ".yaml");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher image = IMAGE.matcher(text.get());
    return image.find()
        ? Optional.of(
            new Desired(
                environment.name(),
                service.name(),
                Optional.of(image.group(2)),
                image.group(),
                commit,
                now))
        : Optional.empty();
  }

  /// Which commit follows which, as a push says.
  static List<Ancestry> ancestry(JsonNode push) {
    var ancestry = new ArrayList<Ancestry>();
    for (JsonNode commit : push.path("commits")) {
      for (JsonNode parent : commit.path("parents")) {
        ancestry.add(new Ancestry(commit.path("id").asString(""), parent.asString("")));
      }
    }
    return ancestry;
  }

  /// Which repositories can't be looked at, and why.
  Map<String, String> faults() {
    var faults = new HashMap<String, String>();
    watches.forEach(
        watch -> watch.fault().ifPresent(it -> faults.put(watch.repository().name(), it)));
    return faults;
  }
}
