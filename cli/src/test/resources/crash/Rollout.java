import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

class Rollout {
  static final Environment PRODUCTION = Environment.named("production");
  static final Image WEB = Image.debian("bookworm", "busybox");

  @Effect(lane = "production", newestWins = true)
  void promote(ArtifactReleased image) {
    PRODUCTION.desire(image.artifact().name(), image.artifact());
  }

  @Probe TestSuiteFinished smoke(@When("environment == 'production'") ServiceUpgraded service) {
    var passed = WEB.run("busybox", "wget", "-q", "-O", "-", service.url() + "/words").network(service.url()).passes();
    return new TestSuiteFinished("smoke", Outcome.of(passed), service.artifact(), PRODUCTION);
  }
}
