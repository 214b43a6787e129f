import dev.cairn.sdk.*;

class Work {
  static final Image TOOLS = Image.debian("bookworm", "coreutils", "dash", "grep");

  @Task Tree words() {
    return TOOLS.run("sh", "-c", "cp /src/src/words /out/words; head -c 1000000 /dev/urandom >/out/much")
        .in("/src", Tree.of("src/**")).out("/out");
  }
}
