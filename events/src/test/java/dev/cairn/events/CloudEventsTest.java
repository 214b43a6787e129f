// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CloudEvents.Problem;
import dev.cairn.events.CloudEvents.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventsTest {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String GOOD =
      "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"https://ci.example\",\"type\":\"dev.cdevents.build.started.0.3.0\"}";

  private static Reading read(String contentType, String body) {
    return CloudEvents.read(
        new TreeMap<>(Map.of("content-type", contentType)), body.getBytes(UTF_8));
  }

  private static CloudEvent only(Reading reading) {
    return ((Reading.Accepted) reading).events().getFirst();
  }

  private static List<Problem> problems(Reading reading) {
    return ((Reading.Refused) reading).problems();
  }

  @Test
  void structuredModeKeepsWhatWasSent() {
    CloudEvent event = only(read(STRUCTURED + "; charset=utf-8", GOOD));
    assertThat(event.id()).isEqualTo("7");
    assertThat(event.json().write()).isEqualTo(GOOD);
  }

  @Test
  void binaryModeTakesAttributesFromHeadersAndDataFromTheBody() {
    var headers =
        new TreeMap<>(
            Map.of(
                "content-type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "caf%C3%A9%207",
                "ce-source", "/ci",
                "ce-type", "t",
                "ce-subject", "",
                "ce-time", "2026-11-21T14:03:12+01:00",
                "x-other", "no"));
    CloudEvent event = only(CloudEvents.read(headers, "{\"n\":1e400}".getBytes(UTF_8)));
    assertThat(event.json().write())
        .isEqualTo(
            "{\"id\":\"café"
                + " 7\",\"source\":\"/ci\",\"specversion\":\"1.0\",\"time\":\"2026-11-21T14:03:12+01:00\",\"type\":\"t\",\"datacontenttype\":\"application/json\",\"data\":{\"n\":1e400}}");
    assertThat(event.time().orElseThrow()).hasToString("2026-11-21T13:03:12Z");
  }

  @Test
  void binaryDataThatIsNoJsonIsKeptAsBytes() {
    var headers =
        new TreeMap<>(
            Map.of(
                "content-type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "7",
                "ce-source", "/ci",
                "ce-type", "t"));
    CloudEvent event = only(CloudEvents.read(headers, "{broken".getBytes(UTF_8)));
    assertThat(event.json().text("data_base64")).contains("e2Jyb2tlbg==");
    assertThat(event.data().isAbsent()).isTrue();
  }

  @Test
  void oneInvalidEventRefusesTheBatchAndIsNamed() {
    Reading reading =
        read(
            "application/cloudevents-batch+json",
            "[" + GOOD + "," + GOOD.replace("\"id\":\"7\",", "") + ",3]");
    assertThat(problems(reading))
        .containsExactly(
            new Problem(1, "id: absent (expected: a non-empty string)"),
            new Problem(2, "event: not an object (expected: a CloudEvent)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"7\" | \"id\":\"\" | id: empty (expected: a non-empty string)",
        "\"id\":\"7\" | \"id\":7 | id: 7 (expected: a non-empty string)",
        "\"id\":\"7\" | \"id\":null | id: absent (expected: a non-empty string)",
        "\"1.0\" | \"0.3\" | specversion: \"0.3\" (expected: 1.0)",
        "https://ci.example | not a uri | source: \"not a uri\" (expected: a URI reference)",
        "\"id\":\"7\" | \"id\":\"7\",\"time\":\"yesterday\" | time: \"yesterday\" (expected: an RFC"
            + " 3339 time, 2026-11-21T14:03:12Z)",
        "\"id\":\"7\" | \"id\":\"7\",\"subject\":{} | subject: \"{}\" (expected: a string, a number"
            + " or a boolean)",
        "\"id\":\"7\" | \"id\":\"7\",\"data\":1,\"data_base64\":\"YQ==\" | data_base64: present"
            + " beside data (expected: one of the two)",
      })
  void eachFaultIsNamedByItsField(String good, String bad, String detail) {
    assertThat(problems(read(STRUCTURED, GOOD.replace(good, bad))))
        .containsExactly(new Problem(0, detail));
  }

  @Test
  void emptyOptionalAttributeIsAbsent() {
    CloudEvent event =
        only(
            read(
                STRUCTURED,
                GOOD.replace("\"id\":\"7\"", "\"id\":\"7\",\"subject\":\"\",\"time\":\"\"")));
    assertThat(event.json().values()).containsOnlyKeys("specversion", "id", "source", "type");
  }

  @Test
  void anAttributeMayHave64KiB() {
    String most = "x".repeat(65_536);
    assertThat(read(STRUCTURED, GOOD.replace("\"7\"", "\"" + most + "\"")))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(problems(read(STRUCTURED, GOOD.replace("\"7\"", "\"x" + most + "\""))))
        .containsExactly(new Problem(0, "id: 65537 bytes (expected: 64 KiB or less)"));
  }

  @Test
  void bareCdEventIsPutIntoItsEnvelope() {
    CloudEvent event =
        only(
            read(
                "application/json",
                """
                {"context":{"version":"0.4.1","id":"1","source":"/ci","type":"dev.cdevents.build.started.0.2.0","timestamp":"2026-11-21T14:03:12Z"},
                 "subject":{"id":"b-1","type":"build","content":{}}}
                """));
    assertThat(event.type()).isEqualTo("dev.cdevents.build.started.0.2.0");
    assertThat(event.json().text("subject")).contains("b-1");
    assertThat(event.json().text("time")).contains("2026-11-21T14:03:12Z");
  }

  @Test
  void bareCdEventWithoutItsContextNamesTheFields() {
    assertThat(problems(read("application/json", "{\"context\":{\"id\":\"1\"}}")))
        .containsExactly(
            new Problem(0, "context.source: absent (expected: a non-empty string)"),
            new Problem(0, "context.type: absent (expected: a non-empty string)"),
            new Problem(0, "context.timestamp: absent (expected: a non-empty string)"));
  }

  @Test
  void anotherMediaTypeIsUnsupported() {
    assertThat(read("text/plain", GOOD)).isInstanceOf(Reading.Unsupported.class);
    assertThat(read("", GOOD)).isInstanceOf(Reading.Unsupported.class);
  }

  @Test
  void brokenJsonSaysWhere() {
    assertThat(problems(read(STRUCTURED, "{\"id\":\n tru}")).getFirst().detail())
        .startsWith("JSON: ")
        .contains("line 2");
    assertThat(problems(read(STRUCTURED, "{")).getFirst().detail())
        .isEqualTo(
            "JSON: Unexpected end-of-input: expected close marker for Object (line 1, column 2)");
  }

  @Test
  void nestingAndFieldsAreLimited() {
    assertThat(read(STRUCTURED, nested(508))).isInstanceOf(Reading.Accepted.class);
    assertThat(problems(read(STRUCTURED, nested(600))).getFirst().detail())
        .isEqualTo("JSON: Document nesting depth (513) exceeds the maximum allowed (512)");
    var many = new StringBuilder("{");
    for (int i = 0; i <= 100_000; i++) {
      many.append(i == 0 ? "" : ",").append("\"a").append(i).append("\":1");
    }
    assertThat(problems(read(STRUCTURED, many.append("}").toString())).getFirst().detail())
        .isEqualTo("JSON: more than 100,000 fields (expected: 100,000 or fewer)");
  }

  private static String nested(int depth) {
    return GOOD.replace(
        "\"id\":\"7\"", "\"id\":\"7\",\"data\":" + "[".repeat(depth) + "]".repeat(depth));
  }

  @Test
  void numbersOfAnySizeAreKeptAsText() {
    String huge = "1" + "0".repeat(5_000) + ".5e99999999";
    CloudEvent event =
        only(
            read(
                STRUCTURED,
                GOOD.replace("\"id\":\"7\"", "\"id\":\"7\",\"data\":{\"n\":" + huge + "}")));
    assertThat(event.json().write()).contains("{\"n\":" + huge + "}");
    assertThat(event.data().word("n")).contains(huge);
  }
}
