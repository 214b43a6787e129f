// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The local driver: keeps services that run as processes of this machine equal to what is desired
/// of them. Safe for many threads.
public final class Environments implements Closeable {
  private final Starter starter;
  private final Consumer<Report> reports;
  private final InstantSource clock;
  private final Map<String, Supervisor> supervisors = new ConcurrentHashMap<>();

  /// @param reports is told of each change, in the order of each service
  public Environments(Starter starter, Consumer<Report> reports, InstantSource clock) {
    this.starter = starter;
    this.reports = reports;
    this.clock = clock;
  }

  /// Tells what is desired. A service that is seen for the first time gets a supervisor; one that
  /// is no longer named is stopped.
  ///
  /// @throws IOException if a service's port is taken; the others are told all the same
  public void want(List<Service> services) throws IOException {
    IOException fault = null;
    for (Map.Entry<String, Supervisor> known : Map.copyOf(supervisors).entrySet()) {
      if (services.stream().noneMatch(it -> it.key().equals(known.getKey()))) {
        supervisors.remove(known.getKey());
        known.getValue().close();
      }
    }
    for (Service service : services) {
      Supervisor known = supervisors.get(service.key());
      if (known != null) {
        known.want(service);
        continue;
      }
      try {
        supervisors.put(service.key(), Supervisor.start(service, starter, reports, clock));
      } catch (IOException e) {
        fault = e;
      }
    }
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public void close() throws IOException {
    for (Supervisor supervisor : supervisors.values()) {
      supervisor.close();
    }
  }
}
