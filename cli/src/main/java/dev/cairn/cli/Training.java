// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.TaskTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the command line's start-up cache is trained with (scripts/train): the commands that people
/// wait for, on a bundle that is known already, in the folder that it is started in.
final class Training {
  private static final String TABLE =
      """
      {"bundle":"Delivery","tasks":[
        {"name":"classes","kind":"task","at":"Delivery.java:8","doc":"Class files.","class":"Delivery","parameters":[],"returns":"Tree","calls":[]},
        {"name":"ship","kind":"effect","at":"Delivery.java:13","doc":"Ships.","class":"Delivery","parameters":[
          {"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],"returns":"ArtifactPublished","calls":["classes"]}]}
      """;

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    Path cache = folder.resolve("cache");
    Files.createDirectories(folder.resolve("cairn"));
    Files.writeString(folder.resolve("cairn/Delivery.java"), "class Delivery {}\n");
    KnownTable.keep(folder, cache, TaskTable.parse(TABLE));
    for (List<String> words :
        List.of(
            List.of("--version"), List.of("help"), List.of("tasks", "--cache", cache.toString()))) {
      if (Main.run(words) != 0) {
        throw new IOException(
            "train with cairn %s: it failed (expected: to pass)"
                .formatted(String.join(" ", words)));
      }
    }
  }
}
