import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** Builds, tests and ships the shop. */
class Delivery {
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless", "junit5");
  static final Image JRE = Image.debian("bookworm", "openjdk-17-jre-headless").on(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
  static final Tree MAIN = Tree.of("src/main/**");
  static final Tree TEST = Tree.of("src/test/**");
  static final Tree LIB = Tree.of("lib/*.jar");
  static final String JUNIT = "/usr/share/java/junit-platform-console-standalone.jar";

  /** Class files of the service. */
  @Task Tree classes() {
    return JDK.run("javac", "-encoding", "UTF-8", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
  }

  /** Unit tests. */
  @Task Report test() {
    return JDK.run("javac", "-encoding", "UTF-8", "-d", "/tests", "-cp", "/in/app:" + JUNIT)
        .in("/src", TEST).files("/src/**/*.java").in("/in/app", classes()).in("/in", LIB)
        .then("java", "-cp", "/in/app:/in/lib/*:/tests:" + JUNIT,
            "org.junit.platform.console.ConsoleLauncher", "--scan-classpath=/tests", "--reports-dir=/out", "--disable-banner")
        .junit("/out");
  }

  /** The image, the same bytes on every machine. */
  @Task Artifact image() {
    return JRE.add("/app", classes()).add("/app", LIB).user(1000)
        .entrypoint("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/app:/app/lib/*", "shop.Main")
        .pack("shop");
  }

  /** What happens when a change is on main: it is tested, packaged and pushed. */
  @Effect ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    test();
    return image().push("registry/shop");
  }
}
