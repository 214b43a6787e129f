// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Programs;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
  private static Programs full = TestCache.called(List.of(), List.of());
  private static Programs emulating = full;
  private static Path root = Path.of("/");
  private static Path scratch = Path.of("/");

  @BeforeAll
  static void room() throws Exception {
    full = TestCache.programs();
    emulating = TestCache.programsWithoutNamespaces();
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
  Stream<DynamicTest> heldInNamespaces() throws Exception {
    return attempts(Level.NAMESPACES, full);
  }

  /// Where user namespaces are forbidden.
  @TestFactory
  Stream<DynamicTest> heldInAnEmulatedRoom() throws Exception {
    return attempts(Level.EMULATED, emulating);
  }

  private static Stream<DynamicTest> attempts(Level level, Programs programs) throws Exception {
    Path mine = Files.createDirectory(scratch.resolve("mine-" + level));
    return new Escapes(new Trial(level, Sandbox.detect(programs), root, mine))
        .all().entrySet().stream()
            .map(attempt -> dynamicTest(attempt.getKey(), attempt.getValue()::run));
  }

  @Test
  void heldInNamespacesForAnOrdinaryUserToo() throws Exception {
    heldForAnOrdinaryUser(Level.NAMESPACES, full.bubblewrap());
  }

  @Test
  void heldInAnEmulatedRoomForAnOrdinaryUserToo() throws Exception {
    heldForAnOrdinaryUser(Level.EMULATED, emulating.proot());
  }

  /// Where there is no Landlock either; it is hidden from a JVM of its own.
  @Test
  void whatPRootShowsAndSeccompRefusesHoldsWithoutLandlock() throws Exception {
    Path mine = Files.createDirectory(scratch.resolve("mine-without-landlock"));
    List<String> command = new ArrayList<>(withoutLandlock(classesOf(WithoutLandlock.class)));
    command.addAll(List.of(java(), "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Escapes.class.getName(), mine.toString(), root.toString()));
    command.add(Level.TRANSLATED.toString());
    command.addAll(emulating.proot());
    allAreHeld(Level.TRANSLATED, command);
  }

  @Test
  void whatPRootShowsAndSeccompRefusesHoldsWithoutLandlockForAnOrdinaryUserToo() throws Exception {
    heldForAnOrdinaryUser(Level.TRANSLATED, emulating.proot());
  }

  /// Root can start a JVM of somebody else; everything such a JVM needs is copied to where it may
  /// read.
  private static void heldForAnOrdinaryUser(Level level, List<String> program) throws Exception {
    assumeTrue(isRoot(), "the tests run as an ordinary user anyway");
    Path theirs = Files.createTempDirectory("cairn-escape-theirs-");
    try {
      Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxrwxrwx"));
      List<String> command =
          new ArrayList<>(
              List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
      Path tests = copied(theirs, Escapes.class);
      if (level == Level.TRANSLATED) {
        command.addAll(withoutLandlock(tests));
      }
      command.addAll(
          List.of(
              java(),
              "-Djava.io.tmpdir=" + theirs,
              "-cp",
              copied(theirs, Sandbox.class) + ":" + tests,
              Escapes.class.getName(),
              Files.createDirectory(theirs.resolve("scratch")).toString()));
      Files.setPosixFilePermissions(
          theirs.resolve("scratch"), PosixFilePermissions.fromString("rwxrwxrwx"));
      command.addAll(List.of(copied(theirs, root).toString(), level.toString()));
      Path tools = Path.of(program.getLast()).getParent().getParent().getParent();
      Path theirTools = copied(theirs, tools);
      program.forEach(word -> command.add(word.replace(tools.toString(), theirTools.toString())));
      allAreHeld(level, command);
    } finally {
      Leftovers.delete(theirs);
    }
  }

  private static void allAreHeld(Level level, List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Sandbox any = Sandbox.detect(full);
    assertThat(said.lines())
        .as("as many as are tried here; an ordinary user also tries what root does not")
        .hasSizeGreaterThanOrEqualTo(
            new Escapes(new Trial(level, any, root, scratch)).all().size());
  }

  /// Goes before a command from which Landlock is hidden.
  private static List<String> withoutLandlock(Path classes) {
    String helper = WithoutLandlock.class.getName();
    return List.of(java(), "--enable-native-access=ALL-UNNAMED", "-cp", classes.toString(), helper);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// `/root` is closed to the user that commands run as.
  @TestFactory
  Stream<DynamicTest> foldersClosedToOthersAreReached() {
    return Stream.of(Level.NAMESPACES, Level.EMULATED)
        .map(level -> dynamicTest(level.toString(), () -> closedFolderIsReached(level)));
  }

  private static void closedFolderIsReached(Level level) throws Exception {
    Path closed = Files.createDirectory(scratch.resolve("closed-" + level));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path copy = copied(closed, root);
    Path mine = Files.createDirectory(closed.resolve("mine"));
    Sandbox sandbox = Sandbox.detect(level == Level.NAMESPACES ? full : emulating);
    new Escapes(new Trial(level, sandbox, copy, mine))
        .all()
        .get("what is written to a mount can be read and deleted after")
        .run();
  }

  /// Whoever kills a worker does not look for what it had started.
  @TestFactory
  Stream<DynamicTest> whenCairnIsKilledItsCommandsEnd() {
    return Stream.of(Level.NAMESPACES, Level.EMULATED)
        .map(level -> dynamicTest(level.toString(), () -> commandsEndWithCairn(level)));
  }

  private static void commandsEndWithCairn(Level level) throws Exception {
    String marker = level == Level.NAMESPACES ? "4712.1" : "4712.2";
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName(),
                root.toString(),
                marker,
                level.toString()));
    command.addAll(level == Level.NAMESPACES ? full.bubblewrap() : emulating.proot());
    Process cairn =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(cairn.inputReader().readLine()).isEqualTo("up");
    assertThat(Excesses.isRunning(marker)).isTrue();

    cairn.destroyForcibly().waitFor();

    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (Excesses.isRunning(marker) && System.nanoTime() < until) {
      Thread.sleep(10);
    }
    assertThat(Excesses.isRunning(marker)).as("what it had started runs").isFalse();
  }

  private static Path copied(Path to, Class<?> type) throws Exception {
    return copied(to, classesOf(type));
  }

  private static Path classesOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
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
