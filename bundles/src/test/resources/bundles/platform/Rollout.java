import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** Team platform: from released to running, and back again. */
class Rollout {
  static final Environment PRODUCTION = Environment.named("production");
  static final Image CURL = Image.debian("bookworm", "curl", "ca-certificates");

  /** Asks for the new image: one commit in the config repository, one at a time, only the newest. */
  @Effect(lane = "production", newestWins = true)
  void promote(ArtifactReleased image) {
    PRODUCTION.desire(image.artifact().name(), image.artifact());
  }

  /** Does it answer? Asked once it is up. */
  @Probe TestSuiteFinished smoke(@When("environment == 'production'") ServiceUpgraded service) {
    var passed = CURL.run("curl", "--fail", "--retry", "5", "--max-time", "3", service.url() + "/health").network(service.url()).passes();
    return new TestSuiteFinished("smoke", Outcome.of(passed), service.artifact(), PRODUCTION);
  }

  /** Back to what ran before; a rollback that fails its own smoke test is left for a person. */
  @Effect(lane = "production")
  void rollback(@When("suite == 'smoke' && outcome == 'FAIL'") TestSuiteFinished smoke, @When("!rollback") ServiceUpgraded service) {
    PRODUCTION.desire(service.service(), service.before());
  }
}
