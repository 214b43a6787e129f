import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** Builds, tests and ships the shop. */
class Delivery {
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless", "junit5");
  static final Image JRE = Image.debian("bookworm", "openjdk-17-jre-headless").on(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
  static final Tree MAIN = Tree.of("src/main/**");
  static final Tree TEST = Tree.of("src/test/**");

  /** Class files of the service. */
  @Task Tree classes() {
    return JDK.run("javac", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
  }

  /** Unit tests. */
  @Task Report test() {
    return JDK.run("javac", "-d", "/t", "-cp", "/app:/usr/share/java/*").in("/src", TEST).files("/src/**/*.java")
        .then("java", "-cp", "/app:/t:/usr/share/java/*", "org.junit.platform.console.ConsoleLauncher", "--scan-classpath=/t", "--reports-dir=/out")
        .in("/app", classes()).junit("/out");
  }

  /** The image, the same bytes on every machine. */
  @Task Artifact image() {
    return JRE.add("/app", classes()).user(1000).entrypoint("java", "-cp", "/app", "shop.Main").pack("shop");
  }

  /** What happens when a change is on main: it is tested, packaged and pushed. */
  @Effect ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    test();
    return image().push("registry/shop");
  }

  /// Enough tests? The number is given. A second sentence.
  @Task void enough(int expected) {
    var passed = test().passed();
    if (passed < expected) throw Stop.failed("tests: %d (expected: %d or more)", passed, expected);
  }

  /** Only where there is something to document. */
  @Task Tree docs() {
    if (Tree.of("docs/**").paths().isEmpty()) throw Stop.skipped("there are no docs");
    return Tree.merge(Tree.of("docs/**"), Tree.file("version.txt", classes().text("version.txt")).under("docs"));
  }

  @Task String broken() {
    String nothing = null;
    return nothing.strip(); // line 48
  }
}
