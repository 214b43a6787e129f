// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CairnTest {
  @Test
  void aServerOfSomebodyElseIsNotTakenForTheDemosOwn(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var cairn = new Cairn("/nonexistent", folder, Optional.empty(), taken.getLocalPort())) {
      assertThatThrownBy(cairn::up)
          .isInstanceOf(DemoException.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + ": ")
          .hasMessageEndingWith(
              "(expected: a free port). Stop what uses it, or name another with --port.");
    }
  }
}
