// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine whose programs are functions, and a few source files.
final class Rig {
  final MemoryStore store = new MemoryStore();
  final AtomicInteger called = new AtomicInteger();
  final FakeMachine machine;
  private final Path folder;
  Source source;

  Rig(Path folder) throws IOException {
    this.folder = folder;
    source =
        new Source(
            Plans.tree(
                Map.of("src/B.java", "class B {}", "src/a/A.java", "class A {}", "README", "hi"),
                store));
    machine =
        new FakeMachine(folder.resolve("machine"))
            .with(
                "javac",
                call -> {
                  Files.writeString(call.at("/out/A.class"), String.join(" ", call.arguments()));
                  call.print("compiled\n");
                  return 0;
                })
            .with(
                "echo",
                call -> {
                  call.print(String.join(" ", call.arguments()) + "\n");
                  return 0;
                })
            .with(
                "false",
                call -> {
                  call.complain("warming up\nA.java:3: error: ';' expected\n1 error\n");
                  return 1;
                })
            .with(
                "cat",
                call -> {
                  call.print(Files.readString(call.at(call.arguments().getFirst())));
                  return 0;
                });
  }

  Engine engine() throws IOException {
    return new Engine(
        machine,
        store,
        folder.resolve("cache"),
        Map.of(
            "count/1",
            (inputs, _) -> {
              called.incrementAndGet();
              return Json.bytes(Map.of("inputs", inputs));
            }));
  }

  Result run(Step... steps) throws IOException, InterruptedException {
    return engine()
        .run(Arrays.asList(steps), source, Listener.silent())
        .get(steps[steps.length - 1].id());
  }

  static Value value(Result result) {
    assertThat(result).as(result.sentence()).isInstanceOf(Result.Passed.class);
    return ((Result.Passed) result).value();
  }

  static Step.Run compile(String id) {
    return Plans.run(id, "javac", "-d", "/out")
        .in("/src", Plans.files("src/**"))
        .files("/src/**/*.java")
        .out("/out");
  }
}
