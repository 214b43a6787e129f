import static dev.cairn.sdk.Findings.Severity.HIGH;

import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

/** Team security: nobody has to call us, nobody can go round us. */
class Security {
  /** Every image that reaches the registry, whoever pushed it, is held until this passes. */
  @Gate Verdict scan(ArtifactPublished image, Advisories advisories) {
    return verdict(image.artifact(), advisories);
  }

  /** What is live is looked at again whenever the advisories change. */
  @Task Verdict rescan(Live live, Advisories advisories) {
    return verdict(live.artifact(), advisories);
  }

  private static Verdict verdict(Artifact artifact, Advisories advisories) {
    return artifact.findings(advisories).allowBelow(HIGH);
  }
}
