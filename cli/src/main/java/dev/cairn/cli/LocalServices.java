// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.content.Digest;
import dev.cairn.environments.Environments;
import dev.cairn.environments.Instance;
import dev.cairn.environments.Report;
import dev.cairn.environments.Service;
import dev.cairn.environments.Starter;
import dev.cairn.images.OciImage;
import dev.cairn.images.OciRegistry;
import dev.cairn.images.OciUnpacker;
import dev.cairn.images.Platform;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Running;
import dev.cairn.sandbox.Strays;
import dev.cairn.worker.ServerDoor;
import dev.cairn.worker.TurnedAwayException;
import dev.cairn.worker.Workshop;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs the services of the environments whose driver is `local`, as the server desires, and
/// reports to it.
final class LocalServices implements Starter, Closeable {
  private static final Logger LOG = System.getLogger(LocalServices.class.getName());
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Workshop workshop;
  private final ServerDoor door;
  private final OciUnpacker unpacker;
  private final Environments environments;
  private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>(1000);
  private final Thread asking;
  private final Thread telling;
  private volatile boolean closed;

  LocalServices(Workshop workshop, ServerDoor door, InstantSource clock) throws IOException {
    this.workshop = workshop;
    this.door = door;
    this.unpacker = OciUnpacker.open(workshop.folder().resolve("unpacked"), workshop.store());
    this.environments = new Environments(this, reports::offer, clock);
    this.asking = Thread.ofVirtual().name("environments").unstarted(this::ask);
    this.telling = Thread.ofVirtual().name("reports").unstarted(this::tell);
  }

  void start() {
    asking.start();
    telling.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    asking.interrupt();
    telling.interrupt();
    environments.close();
  }

  @Override
  public Instance start(String service, Digest digest, int port)
      throws IOException, InterruptedException {
    String name = service.substring(service.indexOf('/') + 1);
    if (!workshop.store().has(digest)) {
      new OciRegistry(door.server(), door.registryToken()).pull(name, digest, workshop.store());
    }
    OciImage image = OciImage.read(digest, Platform.ofThisMachine(), workshop.store());
    Path root = unpacker.unpack(image);
    Command command =
        Command.in(root, new ArrayList<>(image.config().entrypoint()))
            .with("PORT", String.valueOf(port));
    for (Map.Entry<String, String> variable : image.config().env().entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    // One that a killed worker left behind would go on beside this one.
    Strays.end();
    Running running =
        workshop
            .sandbox()
            .start(
                command
                    .with(Command.Network.HOST)
                    .with(Limits.defaults().time(Limits.FOREVER).outputBytes(Long.MAX_VALUE)));
    Path log =
        Files.createDirectories(workshop.folder().resolve("services"))
            .resolve(service.replace('/', '-') + ".log");
    Files.deleteIfExists(log);
    copy(running.output(), log);
    copy(running.errors(), log);
    return new Sandboxed(running);
  }

  /// What it prints, the newest of it; bounded.
  private static void copy(InputStream from, Path log) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              OutputStream out =
                  Files.newOutputStream(
                      log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[8192];
            long left = 16 << 20;
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
              if (left > 0) {
                out.write(buffer, 0, n);
                out.flush();
              }
              left -= n;
            }
          } catch (IOException e) {
            LOG.log(Level.DEBUG, "log of a service: {0}", e.getMessage());
          }
        });
  }

  private record Sandboxed(Running running) implements Instance {
    @Override
    public long process() {
      return running.pid();
    }

    @Override
    public boolean alive() {
      return running.alive();
    }

    @Override
    public void stop() {
      try {
        running.stop(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        running.kill();
        Thread.currentThread().interrupt();
      }
    }
  }

  private void ask() {
    long version = -1;
    while (!closed) {
      try {
        JsonNode desired = door.environments(version);
        environments.want(services(desired));
        // Only what was taken in is known: a port that another worker still holds is tried again.
        version = desired.path("version").asLong(version);
      } catch (TurnedAwayException _) {
        return; // the worker, which asks with the same token, ends and says so
      } catch (IOException e) {
        LOG.log(Level.INFO, "environments: {0}. Trying again.", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static List<Service> services(JsonNode desired) {
    var services = new ArrayList<Service>();
    for (JsonNode environment : desired.path("environments")) {
      for (JsonNode service : environment.path("services")) {
        if (!environment.path("driver").asString("").equals("local")) {
          continue;
        }
        Optional<Service.Desired> what =
            service.path("digest").isString()
                ? Optional.of(
                    new Service.Desired(
                        Digest.parse(service.path("digest").asString()),
                        service.path("reference").asString(""),
                        service.path("configCommit").asString("")))
                : Optional.empty();
        services.add(
            new Service(
                environment.path("name").asString(),
                service.path("name").asString(),
                service.path("port").asInt(),
                service.path("health").asString("/"),
                what));
      }
    }
    return services;
  }

  private void tell() {
    while (!closed) {
      try {
        Report report = reports.take();
        ObjectNode json = json(report);
        while (!closed && !told(report, json)) {
          pause();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean told(Report report, ObjectNode json) throws InterruptedException {
    try {
      door.report(report.service().environment(), report.service().name(), json);
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "report: {0}", e.getMessage());
      return false;
    }
  }

  private static ObjectNode json(Report report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", report.id());
    node.put("state", report.state().name().toLowerCase(Locale.ROOT));
    node.put("digest", report.subject().digest().toString());
    node.put("reference", report.subject().reference());
    node.put("configCommit", report.subject().configCommit());
    report
        .previous()
        .ifPresentOrElse(it -> node.put("previous", it.toString()), () -> node.putNull("previous"));
    report.process().ifPresent(it -> node.put("process", it));
    node.put("url", "http://127.0.0.1:" + report.service().port());
    node.put("reason", report.reason());
    node.put("replicas", report.process().isPresent() ? 1 : 0);
    node.put("time", report.time().toString());
    return node;
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
