import dev.cairn.sdk.*;

/** Fifty steps. */
class Fifty {
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");

  /** Each after the one before it. */
  @Task Tree chain() {
    var tree = Tree.of("src/**");
    for (int i = 0; i < 50; i++) {
      tree = JDK.run("javac", "-d", "/out", "-Anumber=" + i).in("/src", tree).files("/src/**/*.java").out("/out");
    }
    return tree;
  }
}
