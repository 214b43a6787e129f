// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.FolderStore;
import dev.cairn.content.FullDiskException;
import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Expectations;
import dev.cairn.dispatch.Knowledge;
import dev.cairn.inbox.Inbox;
import dev.cairn.pages.JourneyPicture;
import dev.cairn.pages.Pages;
import dev.cairn.registry.FolderIndex;
import dev.cairn.registry.Registry;
import dev.cairn.registry.RegistryLimits;
import dev.cairn.storage.Environments;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import dev.cairn.storage.Views;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A running Cairn: the traceable half, wired. It runs no team code.
public final class Server implements Closeable {
  private final List<Closeable> parts = new ArrayList<>();
  private final String address;
  private final WorkerToken token;

  private Server(String address, WorkerToken token) {
    this.address = address;
    this.token = token;
  }

  /// Opens the data folder and begins to listen.
  ///
  /// @throws IOException if the folder or the port can't be used; the message says so in one line
  public static Server start(Configuration configuration, InstantSource clock) throws IOException {
    if (!Guard.isLoopback(configuration.listen())) {
      throw new IOException(
          "listen on %s: this version knows no logins and no tokens yet, so it listens on loopback only (expected: listen: 127.0.0.1). Put a proxy that asks who is there before it."
              .formatted(configuration.listen()));
    }
    int port = free(configuration);
    String address =
        "http://%s:%d"
            .formatted(
                configuration.listen().contains(":")
                    ? "[" + configuration.listen() + "]"
                    : configuration.listen(),
                port);
    try {
      return start(configuration, port, address, clock);
    } catch (IOException | StorageException e) {
      if (!FullDiskException.isBehind(e)) {
        throw e;
      }
      throw new FullDiskException(
          "data folder %s: no space left on the disk (expected: room for what is delivered). Free some, or name another folder with --data, or data: in cairn.yaml."
              .formatted(configuration.data()),
          e);
    }
  }

  private static Server start(
      Configuration configuration, int port, String address, InstantSource clock)
      throws IOException {
    var server = new Server(address, WorkerToken.of(configuration.data()));
    try {
      server.wire(configuration, port, clock);
      return server;
    } catch (FileSystemException e) {
      server.close();
      throw new IOException(
          "data folder %s: %s (expected: a folder that this user may write). Change its rights, or name another with --data, or data: in cairn.yaml."
              .formatted(configuration.data(), e),
          e);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Makes the projection anew from the deliveries, without serving.
  ///
  /// @return how many deliveries were read
  public static long rebuild(Configuration configuration, InstantSource clock) throws IOException {
    try (Inbox inbox = Inbox.open(configuration.data().resolve("inbox"));
        Storage storage = Storage.open(configuration.data());
        var repositories =
            new Repositories(
                configuration, configuration.data().resolve("git"), inbox::append, clock)) {
      storage.rebuild();
      var consequences = Consequences.of(repositories, new Bell(), clock);
      var joiner =
          new Joiner(
              inbox, storage, consequences, configuration, new Joiner.Parts(new Bell(), clock));
      joiner.catchUp();
      return inbox.last();
    }
  }

  /// Where it is reached, `http://127.0.0.1:8080`.
  public String address() {
    return address;
  }

  /// What a worker says to be let in.
  public String workerToken() {
    return token.value();
  }

  @Override
  public void close() throws IOException {
    for (Closeable part : parts.reversed()) {
      part.close();
    }
    parts.clear();
  }

  private <T extends Closeable> T keep(T part) {
    parts.add(part);
    return part;
  }

  private void wire(Configuration configuration, int port, InstantSource clock) throws IOException {
    Inbox inbox = Inbox.open(configuration.data().resolve("inbox"));
    parts.add(inbox::close);
    Storage storage = Storage.open(configuration.data());
    parts.add(storage::close);
    var content = FolderStore.open(configuration.data().resolve("content"));
    var logs = new RunLogs(configuration.data().resolve("logs"));
    var joined = new Bell();
    var work = new Bell();
    var repositories =
        keep(
            new Repositories(
                configuration, configuration.data().resolve("git"), inbox::append, clock));
    configured(storage, repositories.bundles());
    var consequences = Consequences.of(repositories, work, clock);
    var joiner =
        keep(
            new Joiner(
                inbox, storage, consequences, configuration, new Joiner.Parts(joined, clock)));

    var guard = new Guard(configuration.listen());
    var journeys =
        new JourneysDoor(
            storage,
            configuration,
            tx -> new Expectations(tx.dispatching().knowledge(places(configuration, tx))));
    var deliveries = new DeliveriesDoor(inbox, storage, configuration);
    var runs = new RunsDoor(storage, logs);
    var reports = new ReportsDoor(storage, configuration, consequences, work, clock);
    var environments =
        new EnvironmentViews(storage, configuration, freshness(repositories, reports));
    var views =
        new PageViews(
            storage,
            runs,
            logs,
            new DeliveryViews(storage, deliveries, journeys),
            new TaskViews(storage, configuration, environments));
    var picture = new JourneyPicture();
    var drawing =
        new PagesDoor.Drawing(
            new Pages(picture, ZoneId.systemDefault()), picture, address, joined, clock);
    var pages = new PagesDoor(drawing, journeys, views, logs);
    var workers =
        new WorkerDoor(
            storage,
            new Completion(consequences, clock),
            configuration,
            new WorkerDoor.Parts(token.value(), address, content, logs, work, clock));
    var sending =
        new SendingDoor(
            configuration,
            guard,
            new SendingDoor.Inside(inbox::append, repositories::poke, deliveries::joined),
            clock);
    var releases = new GatedReleases(storage, content, joiner::send, address, clock);
    var registry =
        Registry.open(
            configuration.data().resolve("uploads"),
            content,
            new Registry.Ports(
                FolderIndex.open(configuration.data().resolve("registry")),
                releases,
                new RegistryAccess(guard, storage, token.value())),
            RegistryLimits.USUAL,
            clock);

    HttpRouting.Builder routing = HttpRouting.builder();
    var routes = new Routes(routing, guard, pages::problem);
    routing.addFilter(routes.filter());
    routing.register("/v2", registry);
    routes.get("/healthz", exchange -> exchange.send(200, "text/plain", "well\n"));
    routes.get("/readyz", exchange -> exchange.send(200, "text/plain", "ready\n"));
    routes.post("/events", sending::events);
    routes.post("/hooks/{tool}", sending::hook);
    var log = new LogDoor(storage, joined);
    routes.get("/api/journeys", journeys::list);
    routes.get("/api/journeys/{id}", journeys::show);
    routes.get("/api/events", log::events);
    routes.stream("/api/stream", log::stream);
    routes.get("/api/deliveries/{id}", deliveries::show);
    routes.get("/api/runs/{id}", runs::show);
    routes.get("/api/runs/{id}/log", runs::log);
    var reruns = new RerunDoor(storage, runs, logs, consequences, new RerunDoor.Parts(work, clock));
    routes.post("/api/runs/{id}/rerun", reruns::rerun);
    routes.get("/api/tasks", new TasksDoor(storage)::list);
    routes.get("/api/environments", new EnvironmentsDoor(configuration, storage)::list);
    routes.post("/worker/lease", workers.guarded(workers::lease));
    routes.post("/worker/runs/{id}/beat", workers.guarded(workers::beat));
    routes.post("/worker/runs/{id}/begun", workers.guarded(workers::begun));
    routes.post("/worker/runs/{id}/log", workers.guarded(workers::log));
    routes.post("/worker/runs/{id}/steps", workers.guarded(workers::steps));
    routes.post("/worker/runs/{id}/complete", workers.guarded(workers::complete));
    routes.get("/worker/content/{digest}", workers.guarded(workers::content));
    routes.get("/worker/environments", workers.guarded(reports::desired));
    routes.post("/worker/environments/{environment}/{service}", workers.guarded(reports::report));
    routes.get("/docs/problems", Server::problems);
    routes.get("/", pages::home);
    routes.get("/journeys", pages::list);
    routes.get("/journeys/{id}", pages::journey);
    routes.stream("/journeys/{id}/updates", pages::updates);
    routes.stream("/journeys/{id}/changes", pages::changes);
    routes.get("/runs/{id}", pages::run);
    routes.get("/tasks", pages::tasks);
    routes.get("/environments", pages::environments);
    routes.get("/deliveries", pages::deliveries);
    routes.get("/deliveries/{id}", pages::delivery);
    routes.get("/assets/{name}", pages::asset);
    routes.end();

    WebServer web =
        WebServer.builder()
            .host(configuration.listen())
            .port(port)
            .shutdownHook(false)
            .routing(routing)
            .build()
            .start();
    parts.add(web::stop);
    joiner.start();
    parts.add(new Expiry(storage, work, clock).start());
    repositories.start();
    configuration
        .advisories()
        .ifPresent(folder -> keep(new AdvisoriesWatch(folder, content, storage, clock)).start());
    Thread.ofPlatform().daemon().name("warm the picture").start(picture::warm);
  }

  private static EnvironmentViews.Freshness freshness(
      Repositories repositories, ReportsDoor reports) {
    return new EnvironmentViews.Freshness() {
      @Override
      public Optional<Instant> desired() {
        return repositories.configLooked();
      }

      @Override
      public Optional<Instant> actual() {
        return reports.asked();
      }
    };
  }

  /// What the problems are, and what to do: the page of the docs that each problem's `type` names.
  private static void problems(Exchange exchange) throws IOException {
    try (InputStream in = Server.class.getResourceAsStream("problems.md")) {
      if (in == null) {
        throw Problem.notFound(exchange.method(), exchange.path());
      }
      exchange.send(
          200, "text/plain; charset=utf-8", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// The catalogue knows the bundles that the configuration names, and no others.
  private static void configured(Storage storage, List<Bundle> bundles) {
    storage.transaction(tx -> {
      for (Catalogue.Entry entry : tx.catalogue().now().all()) {
        if (bundles.stream().noneMatch(it -> it.name().equals(entry.bundle().name()))) {
          tx.catalogue().append(new Catalogue.Change.Dropped(entry.bundle().name()));
        }
      }
      bundles.forEach(it -> tx.catalogue().append(new Catalogue.Change.Configured(it)));
      return true;
    });
  }

  /// The services that the configuration names, with what each should run.
  private static List<Knowledge.Place> places(Configuration configuration, Views tx) {
    return configuration.environments().stream()
        .flatMap(environment ->
            environment.services().stream()
                .map(service ->
                    new Knowledge.Place(
                        environment.name(),
                        service.name(),
                        tx.environments()
                            .desired(environment.name(), service.name())
                            .flatMap(Environments.Desired::digest))))
        .toList();
  }

  /// The port to listen on, found out before anything is opened, so that a taken one is said at
  /// once.
  private static int free(Configuration configuration) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(
              InetAddress.getByName(configuration.listen()), configuration.port()));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IOException(
          "listen on %s:%d: %s (expected: a free port). Stop what uses it, or name another with --port, port: in cairn.yaml or CAIRN_PORT."
              .formatted(configuration.listen(), configuration.port(), e.getMessage()),
          e);
    }
  }
}
