import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** A join, a lane and a clock. */
class Release {
  static final Environment STAGING = Environment.named("staging");
  static final Environment PRODUCTION = Environment.named("production");
  static final Image BROWSER = Image.debian("bookworm", "chromium");

  /** The released image goes to staging at once. */
  @Effect(lane = "staging", newestWins = true)
  void stage(ArtifactReleased image) {
    STAGING.desire("shop", image.artifact());
  }

  /** Acceptance tests, against what staging really runs. */
  @Probe TestSuiteFinished acceptance(@When("environment == 'staging'") ServiceUpgraded shop) {
    var passed = BROWSER.run("sh", "acceptance.sh").in("/tests", Tree.of("acceptance/**")).cwd("/tests").env("URL", shop.url()).network(shop.url()).passes();
    return new TestSuiteFinished("acceptance", Outcome.of(passed), shop.artifact(), STAGING);
  }

  /** Released AND accepted, in any order, of the same artifact; one at a time, the newest wins. */
  @Effect(lane = "production", newestWins = true)
  void release(ArtifactReleased image, @When("suite == 'acceptance' && outcome == 'PASS'") TestSuiteFinished acceptance) {
    PRODUCTION.desire("shop", image.artifact());
  }

  /** The long tests, on call, unless nothing changed since they passed. */
  @Task
  Report endurance() {
    return BROWSER.run("sh", "long.sh").in("/tests", Tree.of("acceptance/**")).cwd("/tests").junit("/tests/results");
  }
}
