// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.content.FolderStore;
import dev.cairn.content.Tree;
import dev.cairn.images.Debian;
import dev.cairn.images.OciImage;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.images.Toolbox;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real packages, real sandbox, real commands. Packages come from the cache of whoever runs it.
final class EngineIT {
  private static final ImageExpression SHELL = Plans.image("dash", "coreutils");

  private static Debian debian;
  private static Sandbox sandbox;

  @TempDir Path folder;
  private FolderStore store;
  private Source source;

  @BeforeAll
  static void packages() throws IOException, InterruptedException {
    String home = System.getenv().getOrDefault("HOME", "/tmp");
    Path cache = Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache"), "cairn");
    debian = Debian.open(cache, System.getenv(), Clock.systemUTC());
    Toolbox toolbox = new Toolbox(debian, System.getenv());
    sandbox = Sandbox.detect(toolbox.sandbox(Progress.silent()));
  }

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.open(folder.resolve("content"));
    source =
        new Source(
            Plans.tree(
                Map.of(
                    "src/shop/Main.java",
                    "package shop; public class Main { public static void main(String[] a) {"
                        + " System.out.println(\"shop \" + java.util.TimeZone.getDefault().getID()"
                        + " + \" \" + System.getProperty(\"user.home\")); } }"),
                store));
  }

  private Engine engine() throws IOException {
    return Engine.open(folder.resolve("cache"), store, debian, sandbox, Map.of());
  }

  private Result run(Step... steps) throws IOException, InterruptedException {
    return engine()
        .run(List.of(steps), source, Listener.silent())
        .get(steps[steps.length - 1].id());
  }

  private static Value value(Result result) {
    assertThat(result).as(result.sentence()).isInstanceOf(Result.Passed.class);
    return ((Result.Passed) result).value();
  }

  private static Plans.Builder shell(String script) {
    return Plans.run("s1", "sh", "-c", script).image(SHELL);
  }

  private static Step.Run compile() {
    return Plans.run("s1", "javac", "-d", "/out")
        .in("/src", Plans.files("src/**"))
        .files("/src/**/*.java")
        .out("/out");
  }

  @Test
  void javaIsCompiledAndRunWithWhatTheLockNames() throws IOException, InterruptedException {
    Step start =
        Plans.run("s2", "java", "-cp", "/app", "shop.Main").in("/app", Plans.output("s1")).text();

    assertThat(value(run(compile(), start))).isEqualTo(new Value.Text("shop UTC /tmp\n"));
  }

  @Test
  void secondRunTakesNothingButALook() throws IOException, InterruptedException {
    Value first = value(run(compile()));
    long begin = System.nanoTime();
    Result again = run(compile());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(value(again)).isEqualTo(first);
    assertThat(((Result.Passed) again).reused()).isTrue();
    assertThat(took).isLessThan(Duration.ofMillis(500));
  }

  /// What the room's shell says of itself, and what Cairn has seen of it.
  @Test
  void whatAStepUsedIsKeptAndAvoidedWhenItIsReused() throws IOException, InterruptedException {
    Step step =
        shell(
                "i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done;"
                    + " times > /tmp/t; head -n 1 /tmp/t; sleep 0.2")
            .text();
    Result first = run(step);
    String[] told = ((Value.Text) value(first)).text().strip().split(" ", -1);
    Duration cpu = Duration.parse("PT" + told[0]).plus(Duration.parse("PT" + told[1]));

    assertThat(cpu).isGreaterThan(Duration.ofMillis(200));
    assertThat(first.cost().orElseThrow().cpu())
        .isBetween(cpu.minusMillis(100), cpu.plusMillis(250));
    Usage usage = Usage.of(List.of(first, run(step))).orElseThrow();
    assertThat(usage.avoided()).isEqualTo(usage.used());
  }

  @Test
  void commandsOfAStepShareTheirRoom() throws IOException, InterruptedException {
    Step step =
        Plans.run("s1", "sh", "-c", "echo one > /t/a; echo two > /tmp/b; echo three > /in/c", "/t")
            .image(SHELL)
            .in("/in", Plans.files("src/**"))
            .then("cat", "/t/a", "/tmp/b", "/in/c")
            .text();

    assertThat(value(run(step))).isEqualTo(new Value.Text("one\ntwo\nthree\n"));
  }

  @Test
  void changedInputsDoNotChangeTheStore() throws IOException, InterruptedException {
    Step step =
        shell("echo changed > /in/src/shop/Main.java")
            .in("/in", Plans.files("src/**"))
            .end(new Step.Ending.Check());
    value(run(step));

    assertThat(source.tree().entries(store)).hasSize(1);
    assertThat(Digest.of(Files.newInputStream(store.path(content())))).isEqualTo(content());
  }

  private Digest content() throws IOException {
    var entry = source.tree().entries(store).get("src/shop/Main.java");
    return ((Tree.Entry.File) entry).content();
  }

  @Test
  void additionsAreSeenWhereverTheyAre() throws IOException, InterruptedException {
    ImageExpression image =
        Plans.with(
            Plans.with(SHELL, "/lib/cairn", new TreeExpression.Text("a", "one ")),
            "/usr/share",
            new TreeExpression.Text("cairn/b", "two"));
    Step step =
        Plans.run("s1", "cat", "/usr/lib/cairn/a", "/usr/share/cairn/b").image(image).text();

    assertThat(value(run(step))).isEqualTo(new Value.Text("one two"));
  }

  @Test
  void fullDiskIsTheReason() throws IOException, InterruptedException {
    Result result = run(shell("head -c 3000000000 /dev/zero > /out/big").out("/out"));

    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.sentence()).containsAnyOf("disk", "file", "scratch", "GiB");
  }

  @Test
  void timeLimitIsTheReason() throws IOException, InterruptedException {
    Result result = run(shell("sleep 60").limit(Duration.ofSeconds(1)).text());

    assertThat(result.sentence()).startsWith("sh ran longer than 1 s");
  }

  @Test
  void tooMuchOutputIsTheReason() throws IOException, InterruptedException {
    Result result = run(shell("head -c 100000000 /dev/zero | tr '\\0' 'x'").text());

    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.sentence()).contains("printed more than");
  }

  @Test
  void forksWithoutEndAreTheReason() throws IOException, InterruptedException {
    Result result =
        run(shell("while true; do sleep 100 & done").limit(Duration.ofSeconds(60)).text());

    assertThat(result).isNotInstanceOf(Result.Passed.class);
    assertThat(result.sentence()).contains("process");
  }

  @Test
  void textOfSeveralMegabytesIsRefused() throws IOException, InterruptedException {
    Result result = run(shell("head -c 3000000 /dev/zero | tr '\\0' 'x'").text());

    assertThat(result.sentence())
        .isEqualTo(
            "text: more than 1,048,576 bytes (expected: fewer). Write it to /out, and read the"
                + " file.");
  }

  @Test
  void folderThatCantBeReadIsStillTaken() throws IOException, InterruptedException {
    Result result = run(shell("mkdir -p /out/a; echo x > /out/a/b; chmod 000 /out/a").out("/out"));

    assertThat(result.sentence()).isNotEmpty();
    assertThat(folder.resolve("cache/work/" + ProcessHandle.current().pid())).isEmptyDirectory();
  }

  @Test
  void imagesAreTheSameBytesWhoeverMakesThem() throws IOException, InterruptedException {
    ImageExpression image =
        new ImageExpression(
            SHELL.base(),
            List.of("linux/amd64", "linux/arm64"),
            List.of(new ImageExpression.Addition("/app", Plans.files("src/**"))),
            new TreeMap<>(),
            OptionalInt.of(1000),
            List.of("sh", "-c", "ls /app"),
            new TreeMap<>());
    Step pack = new Step.Pack("s1", Plans.origin(), "shop", image);
    Value.Artifact here = (Value.Artifact) value(run(pack));

    FolderStore other = FolderStore.open(folder.resolve("elsewhere/content"));
    Plans.tree(Map.of("src/shop/Main.java", read(content())), other);
    Engine there = Engine.open(folder.resolve("elsewhere/cache"), other, debian, sandbox, Map.of());
    Value.Artifact second =
        (Value.Artifact)
            value(there.run(List.of(pack), source(other), Listener.silent()).get("s1"));

    assertThat(second.digest()).isEqualTo(here.digest());
    OciImage read = OciImage.read(here.digest(), Platform.LINUX_ARM64, store);
    assertThat(read.layers()).hasSize(2);
    assertThat(read.layers().getLast().size()).isLessThan(10_000);
  }

  private Source source(FolderStore other) throws IOException {
    return new Source(Plans.tree(Map.of("src/shop/Main.java", read(content())), other));
  }

  private String read(Digest digest) throws IOException {
    return new String(store.read(digest), StandardCharsets.UTF_8);
  }

  @Test
  void stepSeesTheSameWorldWhoeverRunsIt() throws IOException, InterruptedException {
    Step step =
        shell("umask; id -u; pwd; cat /proc/sys/kernel/hostname; date +%Z; stat -c '%Y %a' /in/src")
            .in("/in", Plans.files("src/**"))
            .text();

    assertThat(value(run(step)))
        .isEqualTo(new Value.Text("0022\n1000\n/\ncairn\nUTC\n315532800 755\n"));
  }

  @Test
  void linesAreHeardAsTheyCome() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void started(Step step, String command) {
            lines.add("started " + command);
          }

          @Override
          public void printed(Step step, String line) {
            lines.add(line);
          }

          @Override
          public void progress(Step step, String activity, long done, long total) {}

          @Override
          public void finished(Step step, Result result) {
            lines.add(result.sentence());
          }
        };
    engine().run(List.of(shell("echo a; echo b >&2").text()), source, listener);

    assertThat(lines).contains("a", "b").endsWith("passed");
  }
}
