// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.bundles.ArtifactReference;
import dev.cairn.content.Digest;
import dev.cairn.engine.Result;
import dev.cairn.engine.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EffectsTest {
  private static final String OLD = "127.0.0.1:8080/shop@sha256:" + "0".repeat(64);
  private static final String NEW = "127.0.0.1:8080/shop@sha256:" + "1".repeat(64);
  private static final Digest DIGEST = Digest.of("image".getBytes(StandardCharsets.UTF_8));

  @Test
  void aFileThatIsNotThereIsOneLine() {
    assertThat(Effects.edited(Optional.empty(), NEW)).isEqualTo("image: " + NEW + "\n");
  }

  @Test
  void cairnsOwnFileNamesTheNewImage() {
    assertThat(Effects.edited(Optional.of("image: " + OLD + "\n"), NEW))
        .isEqualTo("image: " + NEW + "\n");
  }

  @Test
  void aForeignFileKeepsAllButItsImage() {
    String text =
        """
        # Deployed by the platform team.
        spec:
          containers:
            - name: shop
              image: "%s"  # pinned
              ports: [9000]
        """;

    assertThat(Effects.edited(Optional.of(text.formatted(OLD)), NEW))
        .isEqualTo(text.formatted(NEW));
  }

  @Test
  void aForeignFileWithoutAnImageGetsALine() {
    assertThat(Effects.edited(Optional.of("replicas: 2"), NEW))
        .isEqualTo("replicas: 2\nimage: " + NEW + "\n");
  }

  @Test
  void whatNamesTheImageAlreadyStaysAsItIs() {
    String text = "image: " + NEW + "\n";

    assertThat(Effects.edited(Optional.of(text), NEW)).isEqualTo(text);
  }

  @Test
  void anArtifactIsTheOneThatItsStepMade() throws IOException {
    var made = new Value.Artifact("shop", DIGEST);
    var passed = new Result.Passed(made, false, DIGEST, Duration.ZERO, Optional.empty(), DIGEST);

    assertThat(Effects.artifact(new ArtifactReference.Made("s3"), Map.of("s3", passed)))
        .isEqualTo(made);
    assertThat(Effects.artifact(new ArtifactReference.Known("till", DIGEST), Map.of()))
        .isEqualTo(new Value.Artifact("till", DIGEST));
  }

  @Test
  void aStepThatMadeNoneIsNamed() {
    var text =
        new Result.Passed(
            new Value.Text("41"), false, DIGEST, Duration.ZERO, Optional.empty(), DIGEST);

    assertThatThrownBy(() -> Effects.artifact(new ArtifactReference.Made("s3"), Map.of("s3", text)))
        .isInstanceOf(IOException.class)
        .hasMessage("step s3 made no artifact");
  }
}
