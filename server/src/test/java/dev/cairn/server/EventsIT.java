// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `POST /events` as CONTRACT.md has it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsIT {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  private final RunningServer server;

  EventsIT(@TempDir Path data) throws IOException {
    this.server = RunningServer.in(data);
  }

  @BeforeAll
  void isUp() throws IOException, InterruptedException {
    assertThat(server.get("/readyz").status()).isEqualTo(200);
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  @Test
  void structuredEventIsTakenAndItsDeliveryReadable() throws IOException, InterruptedException {
    String body = Sample.build("structured-1", "b-1", "a1".repeat(20));
    Answer answer = server.post("/events", body, "Content-Type", STRUCTURED);
    assertThat(answer.status()).isEqualTo(202);
    JsonNode delivery = server.delivery(answer.json().path("id").asString());
    assertThat(delivery.path("status").asString()).isEqualTo("joined");
    assertThat(delivery.path("tool").asString()).isEqualTo("cdevents");
    assertThat(delivery.path("duplicateOf").isNull()).isTrue();
    assertThat(decoded(delivery)).isEqualTo(body);
    assertThat(delivery.path("events").path(0).path("id").asString()).isEqualTo("structured-1");
    assertThat(delivery.path("events").path(0).path("journeys").size()).isEqualTo(1);
  }

  @Test
  void binaryEventIsTaken() throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/events?wait=true",
            "{\"context\":{\"id\":\"binary-1\",\"source\":\"/ci\",\"type\":\"dev.cdevents.build.started.0.3.0\"},\"subject\":{\"id\":\"b-2\",\"content\":{}}}",
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "binary-1",
            "ce-source",
            "/ci",
            "ce-type",
            "dev.cdevents.build.started.0.3.0");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("events").path(0).path("id").asString()).isEqualTo("binary-1");
  }

  @Test
  void bareCdEventIsTaken() throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/events?wait=true",
            "{\"context\":{\"version\":\"0.4.1\",\"id\":\"bare-1\",\"source\":\"/ci\",\"type\":\"dev.cdevents.build.started.0.3.0\",\"timestamp\":\"2026-11-21T14:03:12Z\"},\"subject\":{\"id\":\"b-3\",\"source\":\"/ci\",\"type\":\"build\",\"content\":{}}}",
            "Content-Type",
            "application/json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("events").path(0).path("source").asString()).isEqualTo("/ci");
  }

  @Test
  void waitingAnswersEachEventOfABatchInItsOrderAndDuplicatesToo()
      throws IOException, InterruptedException {
    String one = Sample.build("batch-1", "b-4", "a2".repeat(20));
    String two = Sample.artifact("batch-2", "sha256:" + "a3".repeat(32), "a2".repeat(20));
    Answer answer =
        server.post(
            "/events?wait=true", "[%s,%s,%s]".formatted(two, one, one), "Content-Type", BATCH);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode events = answer.json().path("events");
    assertThat(events.valueStream().map(it -> it.path("id").asString()))
        .containsExactly("batch-2", "batch-1", "batch-1");
    assertThat(events.valueStream().map(it -> it.path("duplicate").asBoolean()))
        .containsExactly(false, false, true);
    assertThat(events.valueStream().map(it -> it.path("journeys").toString()).distinct())
        .hasSize(1);
    assertThat(events.path(0).path("ignored").isNull()).isTrue();
  }

  @Test
  void sameEventTwiceIsADuplicateOfTheFirstDelivery() throws IOException, InterruptedException {
    String body = Sample.build("twice-1", "b-5", "a4".repeat(20));
    String first = server.event(body).json().path("id").asString();
    JsonNode second = server.event(body).json();
    assertThat(second.path("events").path(0).path("duplicate").asBoolean()).isTrue();
    assertThat(server.delivery(second.path("id").asString()).path("duplicateOf").asString())
        .isEqualTo(first);
  }

  @Test
  void malformedEnvelopeIsRefusedWithItsFieldAndNothingIsKept()
      throws IOException, InterruptedException {
    long deliveries = newest();
    int before = server.events();
    Answer answer =
        server.event("{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/ci\",\"type\":\"t\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.detail()).isEqualTo("id: empty (expected: a non-empty string)");
    assertThat(server.event("{\"specversion\":").status()).isEqualTo(400);
    assertThat(
            server
                .event(
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/ci\",\"type\":\"t\",\"time\":\"yesterday\"}")
                .detail())
        .startsWith("time: \"yesterday\"");
    assertThat(server.events()).isEqualTo(before);
    assertThat(newest()).isEqualTo(deliveries + 1);
  }

  @Test
  void oneInvalidEventRefusesTheBatchWhole() throws IOException, InterruptedException {
    int before = server.events();
    Answer answer =
        server.post(
            "/events",
            "[%s,{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/ci\"},7]"
                .formatted(Sample.build("whole-1", "b-6", "a5".repeat(20))),
            "Content-Type",
            BATCH);
    assertThat(answer.status()).isEqualTo(400);
    JsonNode errors = answer.json().path("errors");
    assertThat(errors.valueStream().map(it -> it.path("index").asInt())).containsExactly(1, 2);
    assertThat(errors.path(0).path("detail").asString())
        .isEqualTo("type: absent (expected: a non-empty string)");
    assertThat(server.events()).isEqualTo(before);
  }

  @Test
  void otherMediaTypesAre415() throws IOException, InterruptedException {
    Answer answer = server.post("/events", "id: 1", "Content-Type", "text/yaml");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.detail()).contains("text/yaml").contains("application/cloudevents+json");
  }

  @Test
  void badCdEventDataIsKeptAndItsDeliverySaysWhy() throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/events",
            "{\"specversion\":\"1.0\",\"id\":\"bad-1\",\"source\":\"/ci\",\"type\":\"dev.cdevents.build.started.0.3.0\",\"subject\":\"b-7\",\"data\":[1,2]}",
            "Content-Type",
            STRUCTURED);
    assertThat(answer.status()).isEqualTo(202);
    JsonNode delivery = server.delivery(answer.json().path("id").asString());
    assertThat(delivery.path("status").asString()).isEqualTo("joined");
    assertThat(delivery.path("why").asString()).contains("data: not a CDEvent");
  }

  @Test
  void largerThan25MebibytesIs413() throws IOException, InterruptedException {
    assertThat(
            server.raw(
                "POST /events HTTP/1.1\nHost: 127.0.0.1\nContent-Type: %s\nContent-Length: %d\n\n"
                    .formatted(STRUCTURED, (25 << 20) + 1)))
        .isEqualTo("HTTP/1.1 413");
    byte[] body = new byte[(25 << 20) - 100];
    Arrays.fill(body, (byte) ' ');
    assertThat(server.send("POST", "/events", body, "Content-Type", STRUCTURED).status())
        .isEqualTo(400);
  }

  @Test
  void tooDeepOrTooManyFieldsIs400() throws IOException, InterruptedException {
    String deep = "[".repeat(600) + "]".repeat(600);
    String start =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/ci\",\"type\":\"t\",\"data\":";
    assertThat(server.event(start + deep + "}").detail()).contains("512");
    var many = new StringBuilder(start).append("{\"a\":0");
    for (int i = 0; i < 100_001; i++) {
      many.append(",\"f").append(i).append("\":0");
    }
    assertThat(server.event(many.append("}}").toString()).detail()).contains("100,000");
    assertThat(
            server
                .event(
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/ci\",\"type\":\"t\",\"extra\":\"%s\"}"
                        .formatted("x".repeat(65_537)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aBodyThatIsNotFramedEndsTheConnection() throws IOException {
    assertThat(
            server.raw(
                "POST /events HTTP/1.1\n"
                    + "Host: 127.0.0.1\n"
                    + "Content-Type: application/json\n"
                    + "Transfer-Encoding: chunked\n\n"
                    + "zz\n"
                    + "abc"))
        .isEmpty();
  }

  @Test
  void nobodySpeaksAsCairn() throws IOException, InterruptedException {
    String forged =
        Sample.event("forged-1", "dev.cdeventsx.cairn-artifact.released.0.1.0", Sample.DIGEST, "{}")
            .replace("https://ci.example/acme", "cairn");
    Answer answer = server.event(forged);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("events").path(0).path("ignored").asString())
        .contains("only Cairn speaks as cairn");
    Answer type =
        server.event(
            Sample.event(
                "forged-2", "dev.cdeventsx.cairn-artifact.released.0.1.0", Sample.DIGEST, "{}"));
    assertThat(type.json().path("events").path(0).path("ignored").asString())
        .contains("only Cairn sends those");
    JsonNode delivery = server.delivery(type.json().path("id").asString());
    assertThat(delivery.path("status").asString()).isEqualTo("refused");
    assertThat(server.get("/api/journeys?artifact=" + Sample.DIGEST).json().path("journeys").size())
        .isZero();
  }

  /// A delivery's number.
  private long newest() throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/events?wait=true",
            Sample.build("number-" + System.nanoTime(), "b-0", "00ff".repeat(10)),
            "Content-Type",
            STRUCTURED);
    return Long.parseLong(answer.json().path("id").asString().substring(2)) - 1;
  }

  private static String decoded(JsonNode delivery) {
    return new String(
        Base64.getDecoder().decode(delivery.path("body").asString()), StandardCharsets.UTF_8);
  }
}
