// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that can be configured, with its defaults; read once, at start, by {@link
/// ConfigurationFile}.
///
/// @param listen the address to listen on; anything but a loopback address needs tokens
/// @param port 0 to 65535; 0 takes a free one
/// @param data where the inbox, the database and the content lie
/// @param advisories a folder of OSV records
public record Configuration(
    String listen,
    int port,
    Path data,
    List<Repository> repositories,
    List<Environment> environments,
    Optional<Path> advisories,
    SortedMap<String, Hook> hooks) {
  public Configuration {
    repositories = List.copyOf(repositories);
    environments = List.copyOf(environments);
    hooks = new TreeMap<>(hooks);
  }

  /// What holds where nothing is configured: loopback, port 8080, `.cairn/` of this folder.
  public static Configuration defaults(Path folder) {
    return new Configuration(
        "127.0.0.1",
        8080,
        folder.resolve(".cairn"),
        List.of(),
        List.of(),
        Optional.empty(),
        new TreeMap<>());
  }

  /// The same, but for what the command line says.
  public Configuration with(Optional<Integer> otherPort, Optional<Path> otherData) {
    return new Configuration(
        listen,
        otherPort.orElse(port),
        otherData.orElse(data),
        repositories,
        environments,
        advisories,
        hooks);
  }

  /// A Git repository that Cairn watches.
  ///
  /// @param name what people call it; a short word
  /// @param url a path or a URL that the `git` program understands
  /// @param branch the branch that is delivered
  /// @param bundle the folder of its bundle, where it has one
  /// @param team who owns its bundle
  public record Repository(
      String name, String url, String branch, Optional<String> bundle, String team, Role role) {}

  /// What a repository is for.
  public enum Role {
    /// Source code, a bundle, or both.
    SOURCE,
    /// The desired state of environments.
    CONFIG
  }

  /// Where artifacts run.
  ///
  /// @param driver `local` (processes of this machine) or `observed` (somebody else deploys)
  /// @param repository the name of the config repository
  /// @param folder where in it this environment's files lie
  public record Environment(
      String name, String driver, String repository, String folder, List<Service> services) {
    public Environment {
      services = List.copyOf(services);
    }
  }

  /// A service of an environment.
  ///
  /// @param port where it is reached on 127.0.0.1
  /// @param health the path that answers 200 when it is well
  public record Service(String name, int port, String health) {}

  /// A tool that may send webhooks.
  ///
  /// @param open whether it may send without a secret, where it has none
  /// @param sources who may send for it: the tool's own, without a name, is the first
  public record Hook(boolean open, List<Source> sources) {
    public Hook {
      sources = List.copyOf(sources);
    }

    /// A tool for which nobody may send.
    public static Hook closed() {
      return new Hook(false, List.of());
    }

    /// Any of them opens.
    public List<String> secrets() {
      return sources.stream().flatMap(source -> source.secrets().stream()).toList();
    }
  }

  /// Who knows one of these secrets, and may speak of this: a webhook of one repository, say.
  ///
  /// @param name a short word; empty for what the tool has without a name
  /// @param secrets several while rotating; none, and nobody sends as this any more
  /// @param repositories the full names or URLs that it may speak of; empty for all that are its
  ///   tool's
  /// @param environments the environments that it may speak of; empty for all
  public record Source(
      String name, List<String> secrets, List<String> repositories, List<String> environments) {
    public Source {
      secrets = List.copyOf(secrets);
      repositories = List.copyOf(repositories);
      environments = List.copyOf(environments);
    }

    /// How deliveries name it: `hooks.github`, `hooks.github/shop`.
    public String of(String tool) {
      return "hooks." + tool + (name.isEmpty() ? "" : "/" + name);
    }

    /// Secrets are never printed.
    @Override
    public String toString() {
      return "Source[name=%s, secrets=%d, repositories=%s, environments=%s]"
          .formatted(name, secrets.size(), repositories, environments);
    }
  }
}
