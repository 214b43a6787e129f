// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.RunKey;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Wanted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeskTest {
  private static final TaskTable TABLE =
      TaskTable.parse(
          """
          {"bundle":"Delivery","tasks":[
            {"name":"test","kind":"task","parameters":[]},
            {"name":"check","kind":"task","parameters":[{"name":"change","type":"ChangeMerged"}],"calls":["test","check"]},
            {"name":"promote","kind":"effect","parameters":[{"name":"image","type":"ArtifactReleased"}]}]}
          """);

  @Test
  void aTaskWithoutAnEventRunsAsItIs() {
    assertThat(commands(task("test"))).containsExactly("git checkout 4f2c0d5", "cairn run test");
  }

  @Test
  void ofATaskWithAnEventThoseThatItCallsCanBeRun() {
    assertThat(commands(task("check"))).containsExactly("git checkout 4f2c0d5", "cairn run test");
    assertThat(commands(task("promote"))).isEmpty();
  }

  @Test
  void aBundleThatDoesNotLoadIsCompiledByAskingForItsTasks() {
    assertThat(commands(new Wanted.Work.Load()))
        .containsExactly("git checkout 4f2c0d5", "cairn tasks");
  }

  private static Wanted.Work task(String name) {
    return new Wanted.Work.Call(TABLE.task(name).orElseThrow());
  }

  private static List<String> commands(Wanted.Work work) {
    var bundle = new Bundle("shop", "shop", "/git/shop.git", "main", "cairn");
    return Desk.commands(
        new Wanted(
            new RunKey("shop", "it", "commit:4f2c0d5e9b1a", ""),
            new Bundle.Version(bundle, "4f2c0d5e9b1a", "k1"),
            work,
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }
}
