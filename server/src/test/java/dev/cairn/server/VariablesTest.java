// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VariablesTest {
  @TempDir Path folder;

  private Configuration read(Map<String, String> environment) throws ConfigurationException {
    return ConfigurationFile.read(folder, environment);
  }

  @ParameterizedTest
  @CsvSource({
    "CAIRN_POTR, CAIRN_PORT",
    "CAIRN_HOOKS_GITHUB_REPOSITORY, CAIRN_HOOKS_GITHUB_REPOSITORIES",
    "CAIRN_HOOK_GITHUB_SECRET, CAIRN_HOOKS_GITHUB_SECRET",
    "CAIRN_ADVISORY, CAIRN_ADVISORIES",
    "CAIRN_CACHES, CAIRN_CACHE"
  })
  void mistypedVariableIsRefusedAndTheNearestNamed(String typed, String meant) {
    assertThatThrownBy(() -> read(Map.of(typed, "x")))
        .hasMessage(typed + " is not a setting. Did you mean " + meant + "?");
  }

  @Test
  void entryBehindAGapIsRefused() {
    assertThatThrownBy(() -> read(Map.of("CAIRN_REPOSITORIES_3_URL", "/srv/shop.git")))
        .hasMessage(
            "CAIRN_REPOSITORIES_3_URL is not a setting. docs/configuration.md lists them; entries"
                + " are counted from 0, without gaps.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAIRN_SERVER",
        "CAIRN_CACHE",
        "CAIRN_DEBIAN_MIRROR",
        "CAIRN_DEBIAN_KEYRING",
        "CAIRN_WORKER_TOKEN",
        "CAIRN_JAVA_HOME",
        "CAIRN_JAVA_OPTIONS",
        "CAIRN_AS_BUILT",
        "CAIRN_NO_AOT",
        "CAIRN_AOT",
        "CAIRN_JDK",
        "CAIRN_CLASS_PATH",
        "CAIRN_STARTED_BY",
        "CAIRN_TEST_FOLDER",
        "CAIRN_SERVICE_HOST",
        "CAIRN_PORT_8080_TCP",
        "CAIRNS"
      })
  void variablesOfOtherCommandsAndOfOthersAreNotRefused(String variable) throws Exception {
    assertThat(read(Map.of(variable, "x"))).isEqualTo(read(Map.of()));
  }
}
