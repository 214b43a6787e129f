import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;
import java.time.Duration;

/** Tasks as nobody should write them. */
class Bad {
  static final Image TOOLS = Image.debian("bookworm", "coreutils", "dash", "grep");

  @Task void throwsUp(@When("branch == 'main'") ChangeMerged change) {
    throw new IllegalStateException("the cat sat on it");
  }

  @Task void waits(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("sleep", "1000").limit(Duration.ofSeconds(2)).check();
  }

  @Task void prints(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("yes").check();
  }

  @Task void forks(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("sh", "-c", "while :; do sleep 100 & done").limit(Duration.ofSeconds(60)).check();
  }

  @Task Tree fills(@When("branch == 'main'") ChangeMerged change) {
    return TOOLS.run("truncate", "-s", "3G", "/out/much").out("/out");
  }

  @Task void connects(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("true").network("example.org").check();
  }

  @Task void plans(@When("branch == 'main'") ChangeMerged change) {
    for (int i = 1; ; i = -i) {}
  }

  @Task void works(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("true").check();
  }

  @Task void asks(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("true").secret("/run/chat", Secret.named("chat")).check();
  }

  @Effect void tells(@When("branch == 'main'") ChangeMerged change) {
    TOOLS.run("true").secret("/run/chat", Secret.named("chat")).check();
  }
}
