import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

class Delivery {
  static final Image TOOLS = Image.debian("bookworm", "coreutils", "dash", "grep");

  @Task Tree words() {
    return TOOLS.run("sh", "-c", "sleep 0.4; cp /src/src/words /out/words").in("/src", Tree.of("src/**")).out("/out");
  }

  @Task void read() {
    TOOLS.run("sh", "-c", "sleep 0.4; grep -q word /in/words").in("/in", words()).check();
  }

  @Task Artifact image() {
    return Image.empty().add("/app", words()).entrypoint("/app/words").pack("shop");
  }

  @Effect ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    read();
    return image().push("registry/shop");
  }
}
