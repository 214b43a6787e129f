// SPDX-License-Identifier: Apache-2.0
package example;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Effect;
import dev.cairn.sdk.Image;
import dev.cairn.sdk.Platform;
import dev.cairn.sdk.Report;
import dev.cairn.sdk.Stop;
import dev.cairn.sdk.Task;
import dev.cairn.sdk.Tree;
import dev.cairn.sdk.When;
import dev.cairn.sdk.event.ArtifactPublished;
import dev.cairn.sdk.event.ChangeMerged;

/** Builds, tests and ships the shop. */
public class Delivery {
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");
  static final Image JRE =
      Image.debian("bookworm", "openjdk-17-jre-headless")
          .on(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
  static final Tree MAIN = Tree.of("src/main/**");
  static final Tree TEST = Tree.of("src/test/**");

  /** Class files of the service. */
  @Task
  public Tree classes() {
    return JDK.run("javac", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
  }

  /** Unit tests. */
  @Task
  public Report test() {
    return JDK.run("java", "-cp", "/app:/test", "shop.Tests")
        .in("/app", classes())
        .in("/test", TEST)
        .junit("/out");
  }

  /** The image, the same bytes on every machine. */
  @Task
  public Artifact image() {
    return JRE.add("/app", classes())
        .user(1000)
        .entrypoint("java", "-cp", "/app", "shop.Main")
        .pack("shop");
  }

  /** What happens when a change is on main. */
  @Effect
  public ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    test();
    return image().push("registry/shop");
  }

  /** For each platform its own classes; equal plans are one step. */
  @Task
  public Tree matrix() {
    Tree all = Tree.of("README.md");
    for (Platform platform : Platform.all()) {
      all = Tree.merge(all, compiled(platform).under(platform.architecture()), classes());
    }
    return all;
  }

  /** Enough tests? */
  @Task
  public void enough(int expected) {
    int passed = test().passed();
    if (passed < expected) {
      throw Stop.failed("tests: %d (expected: %d or more)", passed, expected);
    }
  }

  private static Tree compiled(Platform platform) {
    return JDK.run("javac", "-d", "/out")
        .env("ARCH", platform.architecture())
        .in("/src", MAIN)
        .files("/src/**/*.java")
        .out("/out");
  }
}
