import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

class Delivery {
  static final Image TOOLS = Image.debian("bookworm", "coreutils", "dash", "grep");
  static final Image WEB = Image.debian("bookworm", "busybox");

  @Task Tree words() {
    return TOOLS.run("sh", "-c", "sleep 0.4; cp /src/src/words /out/words").in("/src", Tree.of("src/**")).out("/out");
  }

  @Task void read() {
    TOOLS.run("sh", "-c", "sleep 0.4; grep -q word /in/words").in("/in", words()).check();
  }

  @Task Artifact image() {
    return WEB.add("/srv/MARK", words())
        .entrypoint("busybox", "sh", "-c", "exec busybox httpd -f -p 127.0.0.1:$PORT -h /srv/MARK")
        .pack("shop");
  }

  @Effect ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) {
    read();
    return image().push("registry/shop");
  }
}
