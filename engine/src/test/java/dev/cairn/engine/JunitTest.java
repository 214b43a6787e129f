// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JunitTest {
  private static final String TWO_PASS =
      "<testsuite tests='9'><testcase classname='A' name='a'/><testcase classname='A'"
          + " name='b'><system-out>failure</system-out></testcase></testsuite>";
  private static final String ONE_FAILS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites><testsuite name="shop.CartTest">
        <testcase classname="shop.CartTest" name="adds"><failure message="expected: 3&#10;but was: 4" type="X">at…</failure></testcase>
        <testcase classname="shop.CartTest" name="later"><skipped/></testcase>
        <testcase classname="shop.CartTest" name="crashes"><error>
          java.lang.IllegalStateException: no</error></testcase>
        <testcase classname="shop.CartTest" name="empties"/>
      </testsuite></testsuites>
      """;

  @TempDir Path folder;

  private Result run(String path, String xml, int code, String directory)
      throws IOException, InterruptedException {
    FakeMachine machine =
        new FakeMachine(folder.resolve("machine"))
            .with(
                "tests",
                call -> {
                  Path file = call.at(path);
                  Files.createDirectories(file.getParent());
                  Files.writeString(file, xml);
                  return code;
                });
    Engine engine = new Engine(machine, new MemoryStore(), folder.resolve("cache"), Map.of());
    Step step =
        Plans.run("s1", "tests")
            .in("/src", new TreeExpression.Text("a", "a"))
            .end(new Step.Ending.Junit(directory));
    return engine.run(List.of(step), Source.none(), Listener.silent()).get("s1");
  }

  @Test
  void testsAreCountedOneByOne() throws IOException, InterruptedException {
    Result result = run("/out/TEST-A.xml", TWO_PASS, 0, "/out");

    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Passed.class, p -> assertThat(p.value()).isEqualTo(new Value.Report(2, 0, 0)));
  }

  @Test
  void failedTestIsTheReason() throws IOException, InterruptedException {
    Result result = run("/out/deep/TEST-A.xml", ONE_FAILS, 1, "/out");

    assertThat(result.sentence()).isEqualTo("2 of 4 tests failed: shop.CartTest.adds: expected: 3");
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Failed.class,
            f -> assertThat(f.report()).isEqualTo(Optional.of(new Value.Report(1, 2, 1))));
  }

  @Test
  void failedTestFailsTheStepWhateverTheProgramSays() throws IOException, InterruptedException {
    assertThat(run("/out/TEST-A.xml", ONE_FAILS, 0, "/out")).isInstanceOf(Result.Failed.class);
  }

  @Test
  void badEndWithoutFailedTestsFailsTheStep() throws IOException, InterruptedException {
    assertThat(run("/out/TEST-A.xml", TWO_PASS, 3, "/out").sentence())
        .isEqualTo("tests ended with exit code 3");
  }

  @Test
  void noResultsFailTheStep() throws IOException, InterruptedException {
    assertThat(run("/out/other.xml", "<project/>", 0, "/out").sentence())
        .isEqualTo("no test results in /out (expected: JUnit XML files with one test or more)");
  }

  @Test
  void directoryMayBeAGlob() throws IOException, InterruptedException {
    Result result =
        run(
            "/src/a-module/target/surefire-reports/TEST-A.xml",
            TWO_PASS,
            0,
            "/src/**/surefire-reports");

    assertThat(result).as(result.sentence()).isInstanceOf(Result.Passed.class);
  }

  @Test
  void reportsBehindLinksAreNotRead() throws IOException, InterruptedException {
    Path real = Files.writeString(folder.resolve("TEST-host.xml"), TWO_PASS);
    FakeMachine machine =
        new FakeMachine(folder.resolve("machine"))
            .with(
                "tests",
                call -> {
                  Files.createSymbolicLink(call.at("/out/TEST-A.xml"), real);
                  return 0;
                });
    Engine engine = new Engine(machine, new MemoryStore(), folder.resolve("cache"), Map.of());
    Step step = Plans.run("s1", "tests").end(new Step.Ending.Junit("/out"));

    assertThat(engine.run(List.of(step), Source.none(), Listener.silent()).get("s1").sentence())
        .startsWith("no test results in /out");
  }

  @Test
  void entitiesOfTheHostAreNotRead() throws IOException, InterruptedException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    String xml =
        "<!DOCTYPE t [<!ENTITY x SYSTEM '%s'>]><testsuite><testcase classname='A' name='a'><failure>&x;</failure></testcase></testsuite>"
            .formatted(secret.toUri());
    Result result = run("/out/a.xml", xml, 0, "/out");

    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.sentence()).doesNotContain("s3cret");
  }

  @Test
  void entitiesThatMultiplyAreNotRead() throws IOException, InterruptedException {
    StringBuilder xml = new StringBuilder("<!DOCTYPE t [<!ENTITY a0 'xxxxxxxxxx'>");
    for (int i = 1; i < 30; i++) {
      xml.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    xml.append("]><testsuite><testcase name='a'><failure>&a29;</failure></testcase></testsuite>");

    assertThat(run("/out/a.xml", xml.toString(), 0, "/out")).isInstanceOf(Result.Failed.class);
  }

  @Test
  void brokenXmlIsSaidWithItsFile() throws IOException, InterruptedException {
    assertThat(run("/out/TEST-A.xml", "<testsuite><testcase>", 0, "/out").sentence())
        .startsWith("read test results: TEST-A.xml: ");
  }
}
