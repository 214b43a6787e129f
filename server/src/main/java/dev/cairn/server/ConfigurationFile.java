// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.server.Configuration.Environment;
import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Role;
import dev.cairn.server.Configuration.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a {@link Configuration} from `cairn.yaml` and from `CAIRN_…` variables:
///
/// ```yaml
/// port: 8080
/// repositories:
///   - {name: shop, url: /srv/git/shop.git, branch: main, bundle: cairn, team: shop}
///   - {name: config, url: /srv/git/config.git, branch: main, role: config}
/// environments:
///   - {name: production, driver: local, repository: config, services: [{name: shop, port: 9000, health: /health}]}
/// advisories: ./advisories
/// hooks: {github: {sources: [{name: shop, secret: …, repositories: [github.com/acme/shop]}]}}
/// ```
public final class ConfigurationFile {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private final Settings settings;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private ConfigurationFile(Settings settings, Path folder, Map<String, String> environment) {
    this.settings = settings;
    this.folder = folder;
    this.environment = environment;
  }

  /// Reads `cairn.yaml` of this folder, if it is there, and the environment.
  ///
  /// @throws ConfigurationException with all that is wrong
  public static Configuration read(Path folder, Map<String, String> environment)
      throws ConfigurationException {
    Path file = folder.resolve("cairn.yaml");
    Settings settings =
        Settings.of(Files.exists(file) ? Optional.of(file) : Optional.empty(), environment);
    return new ConfigurationFile(settings, folder, environment).read();
  }

  private Configuration read() throws ConfigurationException {
    var configuration =
        new Configuration(
            settings.text("listen", "127.0.0.1"),
            settings.number("port", 8080, 0, 65535),
            folder.resolve(settings.text("data", ".cairn")),
            repositories(),
            environments(),
            settings.find("advisories").map(it -> folder.resolve(it.value())),
            new HookSettings(settings, problems).read());
    for (Environment one : configuration.environments()) {
      if (configuration.repositories().stream()
          .noneMatch(it -> it.name().equals(one.repository()) && it.role() == Role.CONFIG)) {
        problems.add(
            "environments: %s: repository: \"%s\" (expected: the name of a repository with role: config)"
                .formatted(one.name(), one.repository()));
      }
    }
    problems.addAll(settings.problems());
    problems.addAll(Variables.problems(environment, settings.variables()));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return configuration;
  }

  private List<Repository> repositories() {
    var list = new ArrayList<Repository>();
    for (int i = 0; i < settings.size("repositories"); i++) {
      String key = "repositories." + i;
      String name = name(key + ".name");
      list.add(
          new Repository(
              name,
              url(settings.required(key + ".url")),
              settings.text(key + ".branch", "main"),
              settings.find(key + ".bundle").map(Settings.Setting::value),
              settings.text(key + ".team", name),
              settings.word(key + ".role", Role.SOURCE, List.of(Role.values()))));
    }
    return list;
  }

  private List<Environment> environments() {
    var list = new ArrayList<Environment>();
    for (int i = 0; i < settings.size("environments"); i++) {
      String key = "environments." + i;
      String name = name(key + ".name");
      String driver = settings.text(key + ".driver", "observed");
      if (!List.of("local", "observed").contains(driver)) {
        problems.add("%s.driver: \"%s\" (expected: local or observed)".formatted(key, driver));
      }
      var services = new ArrayList<Service>();
      for (int s = 0; s < settings.size(key + ".services"); s++) {
        String service = key + ".services." + s;
        services.add(
            new Service(
                name(service + ".name"),
                settings.number(service + ".port", 0, 1, 65535),
                settings.text(service + ".health", "/")));
      }
      list.add(
          new Environment(
              name,
              driver,
              settings.text(key + ".repository", ""),
              settings.text(key + ".folder", name),
              services));
    }
    return list;
  }

  private String name(String key) {
    return name(settings, key, problems);
  }

  /// A short word, which addresses and pictures can hold.
  static String name(Settings settings, String key, List<String> problems) {
    String name = settings.required(key);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      problems.add(
          "%s: \"%s\" (expected: lower-case letters, digits, '.', '_' and '-')"
              .formatted(key, name));
    }
    return name;
  }

  /// A relative path is meant from the file's folder.
  private String url(String text) {
    boolean remote = text.contains("://") || text.matches("[^/]+@[^/]+:.*");
    return remote || text.isEmpty()
        ? text
        : folder.resolve(text).normalize().toAbsolutePath().toString();
  }
}
