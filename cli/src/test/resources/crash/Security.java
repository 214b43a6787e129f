import dev.cairn.sdk.*;
import dev.cairn.sdk.event.*;

class Security {
  @Gate Verdict scan(ArtifactPublished image, Advisories advisories) {
    return image.artifact().findings(advisories).allowBelow(Findings.Severity.HIGH);
  }
}
