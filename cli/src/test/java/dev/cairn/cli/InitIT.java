// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cairn init` and `cairn run` in a repository of one's own, without a server.
final class InitIT {
  private static final String MAIN =
      """
      package greet;

      public final class Greeting {
        public static String of(String name) {
          return "Hello, " + name;
        }
      }
      """;
  private static final String TEST =
      """
      package greet;

      import static org.junit.jupiter.api.Assertions.assertEquals;

      import org.junit.jupiter.api.Test;

      class GreetingTest {
        @Test
        void greetsByName() {
          assertEquals("Hello, Ada", Greeting.of("Ada"));
        }
      }
      """;

  @TempDir Path folder;
  private OrdinaryUser user;
  private Build build;
  private Path cache;

  @BeforeEach
  void meet() throws IOException, InterruptedException {
    user = OrdinaryUser.in(folder);
    build = Build.ofThisCheckout().readableBy(user);
    cache = Build.ofThisCheckout().cacheOf(user);
  }

  @AfterEach
  void part() throws IOException, InterruptedException {
    user.close();
  }

  @Test
  void theFirstBundleCompilesAndTestsTheRepository() throws Exception {
    write("src/main/java/greet/Greeting.java", MAIN);
    write("src/test/java/greet/GreetingTest.java", TEST);

    assertThat(cairn(0, "init")).contains("wrote cairn/Delivery.java", "next: cairn tasks");
    assertThat(cairn(0, "tasks")).contains("classes", "test", "check");
    assertThat(cairn(0, "run", "test")).contains("passed  test");
    assertThat(cairn(0, "run", "test"))
        .containsPattern(
            "\\(0 steps run, 2 reused, [0-9.]+ s; no command ran; an estimated [0-9.]+ mWh"
                + " \\([0-9.]+ to [0-9.]+\\) avoided by reuse; namespaces\\)");

    write("src/main/java/greet/Greeting.java", MAIN.replace("Hello, ", "Hi "));

    assertThat(cairn(1, "run", "test"))
        .contains("FAILED  test", "expected: <Hello, Ada>")
        .containsPattern("[0-9.]+ s CPU, [0-9.]+ MB, an estimated [0-9.]+ mWh");
  }

  @Test
  void sourcesThatDoNotCompileFailWithTheCompilersWords() throws Exception {
    write("src/Main.java", "class Main { int x = \"text\"; }\n");

    assertThat(cairn(0, "init")).contains("no tests were found");
    assertThat(cairn(1, "run", "classes")).contains("FAILED  classes", "incompatible types");
  }

  @Test
  void aGateWhoseVerdictIsNotPassedEndsWithOne() throws Exception {
    write(
        "cairn/Rules.java",
        """
        import dev.cairn.sdk.Gate;
        import dev.cairn.sdk.Verdict;

        class Rules {
          @Gate Verdict size(int megabytes) {
            return megabytes > 10 ? Verdict.failed("more than 10 MB") : Verdict.passed();
          }
        }
        """);

    assertThat(cairn(0, "run", "size", "--megabytes", "10"))
        .contains("verdict: passed", "passed  size  (");
    assertThat(cairn(1, "run", "size", "--megabytes", "11"))
        .contains("verdict: not passed: more than 10 MB")
        .contains("FAILED  size: its verdict is not passed  (cairn/Rules.java:6)")
        .contains("Again: cairn run size --megabytes 11")
        .doesNotContain("passed  size");
  }

  @Test
  void otherKindsOfProjectsAreToldWhatCanNotBeDoneYet() throws Exception {
    write("pom.xml", "<project/>");

    assertThat(cairn(2, "init")).contains("this is a Maven project (pom.xml)");
    assertThat(user.home().resolve("repository/cairn")).doesNotExist();
  }

  /// As in many containers, and on hardened machines.
  @Test
  void whereUserNamespacesAreForbiddenARunSaysWhatItLostAndIsKeptApart() throws Exception {
    String unseen = "{ public static final long AT = %dL;".formatted(System.nanoTime());
    write("src/main/java/greet/Greeting.java", MAIN.replaceFirst("\\{", unseen));
    write("src/test/java/greet/GreetingTest.java", TEST);
    assumeTrue(
        run(folder.resolve("null"), forbidden("true")) == 0,
        "user namespaces can't be made here, so they can't be forbidden in one of them");
    String lost = "user namespaces are not allowed here: bwrap: Creating new namespace failed";
    String advice = "sudo sysctl -w user.max_user_namespaces=";
    cairn(0, "init");

    assertThat(forbiddenCairn(0, "doctor")).contains("sandbox  WEAKER", lost, advice);
    assertThat(forbiddenCairn(0, "run", "test"))
        .contains("sandbox: " + lost, "Steps run in emulated rooms", advice)
        .contains("passed  test  (2 steps run, 0 reused", "emulated)");
    assertThat(forbiddenCairn(0, "run", "test")).contains("(0 steps run, 2 reused", "emulated)");
    assertThat(forbiddenCairn(2, "run", "test", "--sandbox=require"))
        .contains("--sandbox=require: " + lost);
    assertThat(cairn(0, "run", "test")).contains("(2 steps run, 0 reused", "namespaces)");
  }

  /// As there with a kernel before Linux 5.13.
  @Test
  void withoutLandlockTooARunGoesOnAndSaysLoudlyThatThereIsNoWall() throws Exception {
    String unseen = "{ public static final long AT = %dL;".formatted(System.nanoTime());
    write("src/main/java/greet/Greeting.java", MAIN.replaceFirst("\\{", unseen));
    write("src/test/java/greet/GreetingTest.java", TEST);
    assumeTrue(
        run(folder.resolve("null"), forbidden("true")) == 0,
        "user namespaces can't be made here, so they can't be forbidden in one of them");
    String lost = "NO WALL AROUND FILES: user namespaces are not allowed here";
    cairn(0, "init");

    assertThat(openCairn(0, "doctor")).contains("sandbox  NO WALL  " + lost);
    assertThat(openCairn(0, "run", "test"))
        .contains("sandbox: " + lost, "this kernel has no Landlock", "read and write every file")
        .contains("passed  test  (2 steps run, 0 reused", "translated: no wall around files)");
    assertThat(openCairn(0, "run", "test")).contains("(0 steps run, 2 reused");
    assertThat(openCairn(2, "run", "test", "--sandbox=require"))
        .contains("--sandbox=require: " + lost);
    write("cairn.yaml", "repositories:\n  - {name: greet, url: ., branch: main, bundle: cairn}\n");
    assertThat(openCairn(2, "up", "--port", "0", "--sandbox=require"))
        .contains("cairn is up: ", "--sandbox=require: " + lost)
        .contains("cairn up: its worker can't work here");
    assertThat(forbiddenCairn(0, "run", "test")).contains("(2 steps run, 0 reused", "emulated)");
    assertThat(cairn(0, "run", "test")).contains("(2 steps run, 0 reused", "namespaces)");
  }

  private String forbiddenCairn(int expected, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(build.launcher().toString()));
    command.addAll(List.of(words));
    return said(expected, forbidden(command.toArray(String[]::new)));
  }

  /// Where user namespaces are forbidden, and Landlock is hidden.
  private String openCairn(int expected, String... words) throws IOException, InterruptedException {
    Path helper = user.home().resolve("dev/cairn/images/WithoutLandlock.java");
    if (!Files.exists(helper)) {
      Files.createDirectories(helper.getParent());
      Files.copy(Path.of("../images/src/test/java/dev/cairn/images/WithoutLandlock.java"), helper);
      user.own(helper);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(helper.toString(), build.launcher().toString()));
    command.addAll(List.of(words));
    return said(expected, forbidden(command.toArray(String[]::new)));
  }

  /// In a user namespace that allows no other.
  private static String[] forbidden(String... command) {
    String forbid = "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"";
    var all =
        new ArrayList<>(
            List.of("unshare", "--user", "--map-root-user", "--", "sh", "-c", forbid, "there"));
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private void write(String name, String text) throws IOException, InterruptedException {
    Path repository = user.home().resolve("repository");
    if (!Files.exists(repository)) {
      Files.createDirectory(repository);
      Path said = folder.resolve("git.txt");
      assertThat(run(said, "git", "init", "--quiet")).as(Files.readString(said)).isZero();
    }
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    user.own(repository);
  }

  private String cairn(int expected, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(build.launcher().toString()));
    command.addAll(List.of(words));
    return said(expected, command.toArray(String[]::new));
  }

  private String said(int expected, String... command) throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    int exit = run(said, command);
    assertThat(exit)
        .as("%s, which said:\n%s", List.of(command), Files.readString(said))
        .isEqualTo(expected);
    return Files.readString(said);
  }

  private int run(Path said, String... command) throws IOException, InterruptedException {
    user.own(user.home().resolve("repository"));
    List<String> there =
        new ArrayList<>(List.of("sh", "-c", "cd repository && exec \"$@\"", "there"));
    there.addAll(List.of(command));
    return user.run(there, Map.of("CAIRN_AS_BUILT", "1", "XDG_CACHE_HOME", cache.toString()), said);
  }
}
