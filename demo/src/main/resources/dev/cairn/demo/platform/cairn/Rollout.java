import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** Team platform: from released to running. */
class Rollout {
  static final Environment PRODUCTION = Environment.named("production");
  static final Image CURL = Image.debian("bookworm", "curl");

  /** Asks for the new image: one commit in the config repository, one at a time, the newest wins. */
  @Effect(lane = "production", newestWins = true)
  void promote(ArtifactReleased image) {
    PRODUCTION.desire(image.artifact().name(), image.artifact());
  }

  /** Does it answer? Asked once it is up. */
  @Probe TestSuiteFinished smoke(@When("environment == 'production' && service == 'shop'") ServiceUpgraded service) {
    var passed = CURL.run("curl", "--fail", "--silent", "--show-error", "--retry", "5", "--max-time", "3", service.url() + "/health")
        .network(service.url()).passes();
    return new TestSuiteFinished("smoke", Outcome.of(passed), service.artifact(), PRODUCTION);
  }
}
