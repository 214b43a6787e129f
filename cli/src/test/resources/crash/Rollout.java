import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

class Rollout {
  static final Environment PRODUCTION = Environment.named("production");

  @Effect(lane = "production", newestWins = true)
  void promote(ArtifactReleased image) {
    PRODUCTION.desire(image.artifact().name(), image.artifact());
  }
}
