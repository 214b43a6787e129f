// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static dev.cairn.sdk.Findings.Severity.HIGH;

import dev.cairn.sdk.event.ArtifactPublished;
import dev.cairn.sdk.event.ChangeMerged;

/** A small bundle: what the start-up cache of the bundle process is trained with. */
final class Example {
  private static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");
  private static final Tree MAIN = Tree.of("src/main/**");

  /** Class files. */
  @Task
  Tree classes() {
    return JDK.run("javac", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
  }

  /** Unit tests. */
  @Task
  Report test() {
    return JDK.run("java", "-cp", "/app", "Tests")
        .in("/app", Tree.merge(classes(), Tree.file("version", "1").under("lib")))
        .cwd("/app")
        .env("LANG", "C")
        .junit("/out");
  }

  /** Whether there are enough tests. */
  @Task
  void enough(int expected) {
    int passed = test().passed();
    if (passed < expected) {
      throw Stop.failed("tests: %d (expected: %d or more)", passed, expected);
    }
  }

  /** The image. */
  @Task
  Artifact image() {
    return JDK.on(Platform.LINUX_AMD64)
        .add("/app", classes().only("*.class"))
        .user(1000)
        .entrypoint("java", "-cp", "/app", "Main")
        .pack("example");
  }

  /** Tests, and pushes. */
  @Effect
  ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    test();
    return image().push("registry/" + change.repository());
  }

  /** Judges. */
  @Gate
  Verdict scan(ArtifactPublished image, Advisories advisories) {
    return image.artifact().findings(advisories).allowBelow(HIGH);
  }
}
