// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A command sees its image and nothing else, whoever started Cairn and wherever its data lie.
final class EscapeIT {
  private static List<String> bubblewrap = List.of();
  private static Path root = Path.of("/");
  private static Path scratch = Path.of("/");

  @BeforeAll
  static void room() throws Exception {
    bubblewrap = TestCache.bubblewrap();
    root =
        TestCache.root(
                Platform.ofThisMachine(),
                "dash",
                "coreutils",
                "findutils",
                "grep",
                "sed",
                "util-linux",
                "mount",
                "curl")
            .path();
    scratch = Files.createTempDirectory("cairn-escape-");
  }

  @AfterAll
  static void leaveNothing() throws IOException {
    Leftovers.delete(scratch);
  }

  /// As the user that runs the tests; the folders above are closed to others.
  @TestFactory
  Stream<DynamicTest> held() throws Exception {
    Sandbox sandbox = Sandbox.detect(bubblewrap);
    Path mine = Files.createDirectory(scratch.resolve("mine"));
    return new Escapes(sandbox, root, mine)
        .all().entrySet().stream()
            .map(attempt -> dynamicTest(attempt.getKey(), attempt.getValue()::run));
  }

  /// Root can start a JVM of somebody else; everything such a JVM needs is copied to where it may
  /// read.
  @Test
  void heldForAnOrdinaryUserToo() throws Exception {
    assumeTrue(isRoot(), "the tests run as an ordinary user anyway");
    Path theirs = Files.createTempDirectory("cairn-escape-theirs-");
    try {
      Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxrwxrwx"));
      List<String> command =
          new ArrayList<>(
              List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djava.io.tmpdir=" + theirs,
              "-cp",
              copied(theirs, Sandbox.class) + ":" + copied(theirs, Escapes.class),
              Escapes.class.getName(),
              Files.createDirectory(theirs.resolve("scratch")).toString()));
      Files.setPosixFilePermissions(
          theirs.resolve("scratch"), PosixFilePermissions.fromString("rwxrwxrwx"));
      command.add(copied(theirs, root).toString());
      Path tools = Path.of(bubblewrap.getLast()).getParent().getParent().getParent();
      Path theirTools = copied(theirs, tools);
      bubblewrap.forEach(
          word -> command.add(word.replace(tools.toString(), theirTools.toString())));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said.lines())
          .hasSize(new Escapes(Sandbox.detect(bubblewrap), root, scratch).all().size());
    } finally {
      Leftovers.delete(theirs);
    }
  }

  /// `/root` is closed to the user that commands run as.
  @Test
  void foldersClosedToOthersAreReached() throws Exception {
    Path closed = Files.createDirectory(scratch.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path copy = copied(closed, root);
    Path mine = Files.createDirectory(closed.resolve("mine"));
    new Escapes(Sandbox.detect(bubblewrap), copy, mine)
        .all()
        .get("what is written to a mount can be read and deleted after")
        .run();
  }

  /// A browser's driver knows a program by its path only.
  @Test
  void aScriptRunsACommandWithItsOwnArgumentsAfterThoseGiven() throws Exception {
    Path script = scratch.resolve("script.sh");
    Files.writeString(
        script, Sandbox.detect(bubblewrap).script(Command.in(root, "printf", "%s;", "it's one")));
    Process process = new ProcessBuilder("sh", script.toString(), "two 2", "$three").start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("it's one;two 2;$three;");
    assertThat(process.waitFor()).isZero();
  }

  private static Path copied(Path to, Class<?> type) throws Exception {
    return copied(to, Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  private static Path copied(Path to, Path from) throws Exception {
    Path target = Files.createTempDirectory(to, "copy-").resolve(from.getFileName());
    Files.setPosixFilePermissions(target.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Process copy = new ProcessBuilder("cp", "-a", from.toString(), target.toString()).start();
    assertThat(copy.waitFor()).isZero();
    return target;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
