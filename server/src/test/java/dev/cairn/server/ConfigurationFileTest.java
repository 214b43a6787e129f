// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.server.Configuration.Environment;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Role;
import dev.cairn.server.Configuration.Service;
import dev.cairn.server.Configuration.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFileTest {
  private static final Hook CLOSED = hook(false, List.of(), List.of());

  @TempDir Path folder;

  @Test
  void everyDefaultIsWrittenOutHere() throws Exception {
    var hooks = new TreeMap<>(Map.of("argocd", CLOSED, "distribution", CLOSED, "github", CLOSED));

    assertThat(read())
        .isEqualTo(
            new Configuration(
                "127.0.0.1",
                8080,
                folder.resolve(".cairn"),
                List.of(),
                List.of(),
                Optional.empty(),
                hooks));
  }

  @Test
  void everyDefaultOfARepositoryIsWrittenOutHere() throws Exception {
    write("repositories: [{name: shop, url: /srv/shop.git}]");

    assertThat(read().repositories())
        .containsExactly(
            new Repository("shop", "/srv/shop.git", "main", Optional.empty(), "shop", Role.SOURCE));
  }

  @Test
  void everyDefaultOfAnEnvironmentIsWrittenOutHere() throws Exception {
    write(
        """
        repositories: [{name: config, url: /srv/config.git, role: config}]
        environments: [{name: production, repository: config, services: [{name: shop, port: 9000}]}]
        """);

    assertThat(read().environments())
        .containsExactly(
            new Environment(
                "production",
                "observed",
                "config",
                "production",
                List.of(new Service("shop", 9000, "/"))));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    write(
        """
        listen: localhost
        port: 0
        data: /var/lib/cairn
        advisories: ./advisories
        repositories:
          - {name: shop, url: "git@example.org:shop.git", branch: trunk, bundle: ci, team: shoppers, role: source}
          - {name: config, url: ../config.git, role: config}
        environments:
          - {name: staging, driver: local, repository: config, folder: st, services: [{name: shop, port: 1, health: /up}]}
        hooks:
          github: {secret: one, secrets: [two, three], repositories: [acme/shop], environments: [staging]}
          argocd: {open: true}
        """);

    Configuration read = read();

    assertThat(read.listen()).isEqualTo("localhost");
    assertThat(read.port()).isZero();
    assertThat(read.data()).isEqualTo(Path.of("/var/lib/cairn"));
    assertThat(read.advisories()).contains(folder.resolve("./advisories"));
    assertThat(read.repositories())
        .containsExactly(
            new Repository(
                "shop",
                "git@example.org:shop.git",
                "trunk",
                Optional.of("ci"),
                "shoppers",
                Role.SOURCE),
            new Repository(
                "config",
                folder.resolveSibling("config.git").toAbsolutePath().toString(),
                "main",
                Optional.empty(),
                "config",
                Role.CONFIG));
    assertThat(read.environments())
        .containsExactly(
            new Environment(
                "staging", "local", "config", "st", List.of(new Service("shop", 1, "/up"))));
    assertThat(read.hooks().get("github"))
        .isEqualTo(
            new Hook(
                false,
                List.of(
                    new Source(
                        "",
                        List.of("two", "three", "one"),
                        List.of("acme/shop"),
                        List.of("staging")))));
    assertThat(read.hooks().get("argocd")).isEqualTo(hook(true, List.of(), List.of()));
  }

  @Test
  void aVariableWinsOverTheFile() throws Exception {
    write("port: 8080\nhooks: {github: {secret: old}}");

    Configuration read =
        read(
            Map.of(
                "CAIRN_PORT", "9090",
                "CAIRN_HOOKS_GITHUB_SECRET", "new",
                "CAIRN_HOOKS_GITHUB_REPOSITORIES", "acme/shop,acme/till"));

    assertThat(read.port()).isEqualTo(9090);
    assertThat(read.hooks().get("github"))
        .isEqualTo(hook(false, List.of("new"), List.of("acme/shop", "acme/till")));
  }

  @Test
  void repositoriesCanBeNamedByVariablesAlone() throws Exception {
    Configuration read =
        read(
            Map.of(
                "CAIRN_REPOSITORIES_0_NAME", "shop",
                "CAIRN_REPOSITORIES_0_URL", "https://example.org/shop.git",
                "CAIRN_REPOSITORIES_0_BUNDLE", "cairn"));

    assertThat(read.repositories())
        .containsExactly(
            new Repository(
                "shop",
                "https://example.org/shop.git",
                "main",
                Optional.of("cairn"),
                "shop",
                Role.SOURCE));
  }

  @Test
  void emptyListOrMappingOfAnUnknownKeyIsSaidWithItsLine() throws IOException {
    write(
        """
        repositorys: []
        repositories:
          - {name: config, url: /srv/config.git, role: config}
          - {}
        environments:
          - {name: production, repository: config, services: [], servises: []}
        hooks: {github: {secrets: [], secret: []}, gitlab: {}}
        port: {}
        """);

    assertThatThrownBy(this::read)
        .message()
        .satisfies(message ->
            assertThat(message.lines())
                .containsExactlyInAnyOrder(
                    "cairn.yaml:1: repositorys is not a setting. docs/configuration.md lists them.",
                    "cairn.yaml: repositories.1.name is missing (expected: a value). Set it there"
                        + " or by CAIRN_REPOSITORIES_1_NAME.",
                    "cairn.yaml: repositories.1.url is missing (expected: a value). Set it there or"
                        + " by CAIRN_REPOSITORIES_1_URL.",
                    "cairn.yaml:6: environments.0.servises is not a setting. docs/configuration.md"
                        + " lists them.",
                    "cairn.yaml:7: hooks.github.secret: empty (expected: a value)",
                    "cairn.yaml:7: hooks.gitlab is not a setting. docs/configuration.md lists"
                        + " them.",
                    "cairn.yaml:8: port: empty (expected: a value)"));
  }

  @Test
  void emptyListsAndMappingsOfKnownKeysAreNothing() throws IOException, ConfigurationException {
    write(
        """
        repositories:
        environments: []
        hooks: {github: {}, argocd: {secrets: []}}
        """);

    assertThat(read().repositories()).isEmpty();
    assertThat(read().hooks().get("argocd").secrets()).isEmpty();
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws IOException {
    write(
        """
        port: 70000
        prot: 8080
        repositories:
          - {name: Shop, url: /srv/shop.git, role: sauce}
          - {name: till}
        environments:
          - {name: production, driver: remote, repository: till}
        hooks: {github: {open: yes}}
        """);

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationException.class)
        .message()
        .satisfies(message ->
            assertThat(message.lines())
                .containsExactlyInAnyOrder(
                    "cairn.yaml:1: port: \"70000\" (expected: a whole number from 0 to 65535)",
                    "cairn.yaml:2: prot is not a setting. docs/configuration.md lists them.",
                    "repositories.0.name: \"Shop\" (expected: lower-case letters, digits, '.', '_'"
                        + " and '-')",
                    "cairn.yaml:4: repositories.0.role: \"sauce\" (expected: one of source,"
                        + " config)",
                    "cairn.yaml: repositories.1.url is missing (expected: a value). Set it there or"
                        + " by CAIRN_REPOSITORIES_1_URL.",
                    "environments.0.driver: \"remote\" (expected: local or observed)",
                    "environments: production: repository: \"till\" (expected: the name of a"
                        + " repository with role: config)",
                    "cairn.yaml:8: hooks.github.open: \"yes\" (expected: true or false)"));
  }

  @Test
  void aVariableThatIsWrongIsNamed() {
    assertThatThrownBy(() -> read(Map.of("CAIRN_PORT", "eighty")))
        .hasMessage("CAIRN_PORT: port: \"eighty\" (expected: a whole number from 0 to 65535)");
  }

  @Test
  void severalSendForOneToolEachWithItsOwnSecretsAndScope() throws Exception {
    write(
        """
        hooks:
          github:
            secret: whole
            environments: [staging]
            sources:
              - {name: shop, secret: shops, repositories: [github.com/acme/shop]}
              - {name: pay, secrets: [new, old], environments: [pay]}
        """);

    Configuration read =
        read(
            Map.of(
                "CAIRN_HOOKS_GITHUB_SOURCES_1_REPOSITORIES", "github.com/acme/pay",
                "CAIRN_HOOKS_GITHUB_SOURCES_2_NAME", "till",
                "CAIRN_HOOKS_GITHUB_SOURCES_2_SECRETS", "a,b"));

    assertThat(read.hooks().get("github").sources())
        .containsExactly(
            new Source("", List.of("whole"), List.of(), List.of("staging")),
            new Source(
                "shop", List.of("shops"), List.of("github.com/acme/shop"), List.of("staging")),
            new Source(
                "pay", List.of("new", "old"), List.of("github.com/acme/pay"), List.of("pay")),
            new Source("till", List.of("a", "b"), List.of(), List.of("staging")));
  }

  @Test
  void secretOfTwoSourcesAndNamesThatDoNotTellThemApartAreRefusedWithoutTheSecret()
      throws IOException {
    write(
        """
        hooks:
          github:
            secret: hunter2
            sources:
              - {name: shop, secret: hunter3}
              - {name: shop, secrets: [other,
                  hunter2]}
              - {name: Pay, secert: x}
          distribution: {secret: hunter2}
        """);

    assertThatThrownBy(this::read)
        .message()
        .satisfies(message ->
            assertThat(message.lines())
                .containsExactlyInAnyOrder(
                    "hooks.github.sources.1.name: \"shop\" (expected: a name that no other source"
                        + " of hooks.github has)",
                    "cairn.yaml:7: hooks.github.sources.1: a secret that hooks.github has, too"
                        + " (expected: another; the secret says who sends)",
                    "hooks.github.sources.2.name: \"Pay\" (expected: lower-case letters, digits,"
                        + " '.', '_' and '-')",
                    "cairn.yaml:8: hooks.github.sources.2.secert is not a setting."
                        + " docs/configuration.md lists them."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET", "SECRETS", "SOURCES_0_SECRET", "SOURCES_0_SECRETS_0"})
  void emptySecretIsRefusedSinceEverybodyKnowsIt(String variable) {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "CAIRN_HOOKS_GITHUB_" + variable,
                    " ",
                    "CAIRN_HOOKS_GITHUB_SOURCES_0_NAME",
                    "shop")))
        .hasMessageContaining("CAIRN_HOOKS_GITHUB_" + variable);
  }

  @Test
  void whatIsNoYamlIsSaid() throws IOException {
    write("port: [");

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("read " + folder.resolve("cairn.yaml") + ": ")
        .hasMessageContaining("(expected: YAML)");
  }

  @Test
  void secretsAreNeverPrinted() throws Exception {
    write("hooks: {github: {secret: hunter2}}");

    assertThat(read().toString()).doesNotContain("hunter2").contains("secrets=1");
  }

  private static Hook hook(boolean open, List<String> secrets, List<String> repositories) {
    return new Hook(open, List.of(new Source("", secrets, repositories, List.of())));
  }

  private Configuration read() throws ConfigurationException {
    return read(Map.of());
  }

  private Configuration read(Map<String, String> environment) throws ConfigurationException {
    return ConfigurationFile.read(folder, environment);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("cairn.yaml"), text);
  }
}
