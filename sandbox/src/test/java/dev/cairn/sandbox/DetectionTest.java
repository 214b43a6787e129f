// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetectionTest {
  private static final Programs NO_PROGRAMS =
      new Programs() {
        @Override
        public List<String> bubblewrap() {
          return List.of();
        }

        @Override
        public List<String> proot() {
          return List.of();
        }
      };

  @Test
  void withoutAnyRoomCommandsAreRefusedAndItIsSaidWhy() throws Exception {
    Sandbox sandbox = Sandbox.detect(NO_PROGRAMS);

    assertThat(sandbox.level()).isEqualTo(Level.NONE);
    assertThat(sandbox.lost().orElseThrow())
        .startsWith("bubblewrap is not here. Install the package bubblewrap.")
        .contains("Nor are emulated rooms possible: PRoot is not here.", "Steps are refused here");
    assertThatThrownBy(() -> sandbox.start(Command.in(Path.of("/"), "true")))
        .hasMessageStartingWith("run true: no sandbox: bubblewrap is not here.");
  }
}
