// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.sdk.event.TestSuiteFinished;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BundleProcessTest {
  private static final String CHANGE =
      "{\"type\":\"ChangeMerged\",\"fields\":{\"id\":\"1\",\"repository\":\"shop\",\"branch\":\"main\",\"commit\":\"4f2c\",\"author\":\"ada\",\"message\":\"Say"
          + " hello\",\"more\":\"of no interest\"}}";

  @Test
  void plansSeveralTimesInOneProcess() throws IOException {
    var lines =
        serve(
            "{\"id\":1,\"plan\":\"classes\",\"class\":\"example.Delivery\",\"with\":{}}",
            "{\"id\":2,\"plan\":\"classes\",\"class\":\"example.Delivery\"}");

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("{\"cairn\":1,\"bundle\":\"Delivery\"}");
    assertThat(lines.get(1)).startsWith("{\"id\":1,\"step\":\"s1\",\"kind\":\"task\"");
    assertThat(lines.get(2)).isEqualTo("{\"id\":1,\"done\":{\"step\":\"s1\"}}");
    assertThat(lines.get(3)).startsWith("{\"id\":2,\"step\":\"s1\",\"kind\":\"task\"");
    assertThat(lines.get(4)).isEqualTo("{\"id\":2,\"done\":{\"step\":\"s1\"}}");
  }

  @Test
  void readWaitsForItsAnswer() throws IOException {
    var lines =
        serve(
            "{\"id\":7,\"plan\":\"enough\",\"class\":\"example.Delivery\",\"with\":{\"expected\":\"42\"}}",
            "{\"id\":7,\"answer\":\"41\"}");

    assertThat(lines.subList(3, lines.size()))
        .containsExactly(
            "{\"id\":7,\"read\":{\"step\":\"s2\"},\"what\":\"passed\"}",
            "{\"id\":7,\"failed\":\"tests: 41 (expected: 42 or"
                + " more)\",\"at\":\"Delivery.java:71\"}");
  }

  @Test
  void eventBecomesTheParameter() throws IOException {
    var lines =
        serve(
            "{\"id\":7,\"plan\":\"ship\",\"class\":\"example.Delivery\",\"event\":" + CHANGE + "}");

    assertThat(lines.getLast()).isEqualTo("{\"id\":7,\"done\":null}");
    assertThat(lines.get(lines.size() - 2))
        .isEqualTo(
            "{\"id\":7,\"emit\":\"ArtifactPublished\",\"data\":{\"artifact\":{\"step\":\"s3\"},\"reference\":\"registry/shop\",\"repository\":\"shop\"}}");
  }

  @Test
  void argumentOfWrongKindFailsThePlanAndNotTheProcess() throws IOException {
    var lines =
        serve(
            "{\"id\":7,\"plan\":\"enough\",\"class\":\"example.Delivery\",\"with\":{\"expected\":\"many\"}}",
            "{\"id\":8,\"plan\":\"classes\",\"class\":\"example.Delivery\"}");

    assertThat(lines.get(1))
        .isEqualTo(
            "{\"id\":7,\"failed\":\"parameter expected: \\\"many\\\" (expected: a whole"
                + " number)\"}");
    assertThat(lines.getLast()).isEqualTo("{\"id\":8,\"done\":{\"step\":\"s1\"}}");
  }

  @Test
  void unknownTaskFailsThePlan() throws IOException {
    assertThat(serve("{\"id\":7,\"plan\":\"helper\",\"class\":\"example.Wrong\"}").getLast())
        .isEqualTo(
            "{\"id\":7,\"failed\":\"task helper of example.Wrong: with [] and 0 events (expected: a"
                + " task of that name)\"}");
  }

  @Test
  void eventWithoutEnvironmentOrArtifactIsReadAndWritten() {
    var fields = Json.object().with("suite", "unit").with("outcome", "PASS");

    var event = (TestSuiteFinished) EventJson.read(TestSuiteFinished.class, fields);

    assertThat(event.environment().name()).isEmpty();
    assertThatThrownBy(() -> event.artifact().digest())
        .hasMessage(
            "use of an artifact: there is none: this TestSuiteFinished has no \"artifact\"");
    assertThat(EventJson.write(event)).isEqualTo(fields);
  }

  @Test
  void requestThatIsNotJsonEndsTheProcess() {
    assertThatThrownBy(() -> serve("hello"))
        .hasMessage("read a line: character 1 of 5 (expected: a value)");
  }

  @Test
  void deepAndRepeatedJsonIsRefused() {
    assertThatThrownBy(() -> JsonReader.members("{\"a\":" + "[".repeat(100)))
        .hasMessageContaining("at most 64 levels");
    assertThatThrownBy(() -> JsonReader.members("{\"a\":1,\"a\":2}"))
        .hasMessageContaining("\"a\" only once");
  }

  @Test
  void textsSurviveWritingAndReading() {
    String text = "quote \" backslash \\ tab \t bell \u0007 é 😀 \u2028 </end>";

    String line = Json.object().with("text", text).line();

    assertThat(JsonReader.members(line).text("text")).isEqualTo(text);
    assertThat(line).doesNotContain("\u2028", "\t");
  }

  private static List<String> serve(String... requests) throws IOException {
    var out = new ByteArrayOutputStream();
    var in =
        new ByteArrayInputStream(
            (String.join("\n", requests) + "\n").getBytes(StandardCharsets.UTF_8));
    BundleProcess.serve("Delivery", in, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
