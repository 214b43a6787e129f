// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Subject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CdEventReadingTest {
  private static final String COMMIT = "4f2c1a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";
  private static final String DIGEST =
      "sha256:9b1c42000000000000000000000000000000000000000000000000000000beef";
  private static final String OTHER = "sha256:" + "c".repeat(64);

  private static CdEventReading read(String type, String subject, String customData) {
    return read(type, subject, customData, "");
  }

  private static CdEventReading read(
      String type, String subject, String customData, String context) {
    String json =
        """
        {"specversion":"1.0","id":"e-1","source":"/ci","type":"%s","time":"2026-11-21T14:03:12Z","data":
          {"context":{"specversion":"0.5.1","id":"e-1","source":"/ci","type":"%s","timestamp":"2026-11-21T14:03:12Z"%s},
           "subject":%s,"customData":%s}}
        """
            .formatted(type, type, context, subject, customData);
    return CdEventReading.of(envelope(json));
  }

  private static CloudEvent envelope(String json) {
    try {
      return new CloudEvent((Json.Fields) Json.read(json.getBytes(UTF_8)));
    } catch (MalformedJson e) {
      throw new AssertionError(json, e);
    }
  }

  private static List<String> edges(CdEventReading reading) {
    return reading.event().says().stream()
        .filter(Derivation.class::isInstance)
        .map(Derivation.class::cast)
        .map(edge -> "%s %s %s".formatted(edge.from(), edge.kind().word(), edge.to()))
        .toList();
  }

  private static Subject subject(CdEventReading reading, NodeKind kind) {
    return reading.event().says().stream()
        .filter(Subject.class::isInstance)
        .map(Subject.class::cast)
        .filter(subject -> subject.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void runIsNamedBySourceAndIdAndByItsAddress() {
    CdEventReading reading =
        read(
            "dev.cdevents.pipelinerun.finished.0.3.0",
            "{\"id\":\"5\",\"content\":{\"uri\":\"https://ci.example/5\",\"pipelineName\":\"ship\",\"outcome\":\"failure\",\"errors\":\"two"
                + " tests\\nmore\"}}",
            "{\"commit\":\"%s\"}".formatted(COMMIT));
    Subject run = subject(reading, NodeKind.RUN);
    assertThat(run.identities())
        .containsExactly(Identity.run("/ci/5"), Identity.run("https://ci.example/5"));
    assertThat(run.attributes())
        .containsEntry("status", "failed")
        .containsEntry("reason", "two tests")
        .containsEntry("title", "ship")
        .containsEntry("finished", "2026-11-21T14:03:12Z");
    assertThat(edges(reading)).containsExactly("commit:" + COMMIT + " runs run:/ci/5");
    assertThat(reading.notes()).isEmpty();
  }

  @Test
  void commitCountsOnlyUnderTheKeysThatMeanIt() {
    for (String key : List.of("commit", "sha", "revision", "gitCommit", "head_sha")) {
      assertThat(edges(build("{\"%s\":\"%s\"}".formatted(key, COMMIT)))).as(key).hasSize(1);
    }
    for (String key : List.of("before", "base_sha", "target_oid", "merge_commit_sha", "note")) {
      assertThat(edges(build("{\"%s\":\"%s\"}".formatted(key, COMMIT)))).as(key).isEmpty();
    }
    assertThat(edges(build("{\"commit\":\"%s\"}".formatted("0".repeat(40))))).isEmpty();
    assertThat(edges(build("{\"commit\":\"4f2c1a9\"}"))).isEmpty();
  }

  private static CdEventReading build(String customData) {
    return read("dev.cdevents.build.started.0.3.0", "{\"id\":\"b-1\",\"content\":{}}", customData);
  }

  @Test
  void finishedBuildMadeItsArtifact() {
    CdEventReading reading =
        read(
            "dev.cdevents.build.finished.0.3.0",
            "{\"id\":\"b-1\",\"content\":{\"artifactId\":\"pkg:oci/shop@%s\"}}"
                .formatted(DIGEST.replace(":", "%3A")),
            "{}");
    assertThat(edges(reading)).containsExactly("run:/ci/b-1 built-from digest:" + DIGEST);
    assertThat(subject(reading, NodeKind.ARTIFACT).identities())
        .containsExactly(new Identity("digest:" + DIGEST), new Identity("pkg:oci/shop@" + DIGEST));
  }

  @Test
  void objectWithIdAndSourceIsTheSubjectOfThatName() {
    CdEventReading reading =
        read(
            "dev.cdevents.taskrun.started.0.3.0",
            "{\"id\":\"t-1\",\"content\":{\"pipelineRun\":{\"id\":\"5\"},\"taskName\":\"test\"}}",
            "{\"parent\":{\"id\":\"b-9\",\"source\":\"/other\"}}");
    assertThat(edges(reading))
        .containsExactly("run:/ci/5 runs run:/ci/t-1", "run:/other/b-9 runs run:/ci/t-1");
  }

  @Test
  void packagedArtifactIsBuiltFromItsChange() {
    CdEventReading reading =
        read(
            "dev.cdevents.artifact.packaged.0.3.0",
            "{\"id\":\"pkg:oci/shop@%s\",\"content\":{\"change\":{\"id\":\"%s\",\"source\":\"/git\"}}}"
                .formatted(DIGEST, COMMIT),
            "{}");
    assertThat(edges(reading))
        .containsExactly("commit:%s built-from digest:%s".formatted(COMMIT, DIGEST));
    assertThat(subject(reading, NodeKind.ARTIFACT).attributes())
        .containsEntry("title", "shop@9b1c42");
  }

  @Test
  void deployedServiceIsADeploymentOfItsArtifactInItsEnvironment() {
    CdEventReading reading =
        read(
            "dev.cdevents.service.deployed.0.3.0",
            "{\"id\":\"shop\",\"content\":{\"environment\":{\"id\":\"production\"},\"artifactId\":\"pkg:oci/shop@%s\"}}"
                .formatted(DIGEST),
            "{}");
    Subject deployment = subject(reading, NodeKind.DEPLOYMENT);
    assertThat(deployment.places())
        .containsExactlyInAnyOrder(
            Identity.environment("production"), Identity.service("production", "shop"));
    assertThat(deployment.attributes())
        .containsEntry("stage", "environment:production")
        .containsEntry("status", "live")
        .containsEntry("title", "shop in production");
    assertThat(edges(reading))
        .containsExactly("digest:" + DIGEST + " deployed-by run:/ci/shop/production/e-1");
  }

  @Test
  void webAddressIsFollowedButIsNoThingByItself() {
    CdEventReading reading = build("{\"seeAlso\":\"https://ci.example/run/9\"}");
    assertThat(reading.event().says().stream().filter(Subject.class::isInstance)).hasSize(1);
    assertThat(edges(reading))
        .containsExactly(
            "change:https://ci.example/run/9 runs run:/ci/b-1",
            "run:https://ci.example/run/9 runs run:/ci/b-1");
  }

  @Test
  void chainTraceAndLinksAreHints() {
    CdEventReading reading =
        CdEventReading.of(
            envelope(
                """
                {"specversion":"1.0","id":"e-1","source":"/ci","type":"dev.cdevents.build.started.0.3.0",
                 "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data":
                 {"context":{"id":"e-1","source":"/ci","type":"dev.cdevents.build.started.0.3.0","chainId":"c-1",
                   "links":[{"linkType":"PATH","from":{"contextId":"e-0"}},
                            {"linkType":"RELATION","target":{"domainId":"cdevents:v0:github::acme:shop:pr:412"}}]},
                  "subject":{"id":"b-1","content":{}}}}
                """));
    assertThat(edges(reading))
        .containsExactly(
            "change:https://github.com/acme/shop/pull/412 runs run:/ci/b-1",
            "chain:c-1 runs run:/ci/b-1",
            "event:e-0 runs run:/ci/b-1",
            "trace:0af7651916cd43dd8448eb211c80319c runs run:/ci/b-1");
  }

  @Test
  void envelopeWinsAndTheDifferenceIsTold() {
    CdEventReading reading =
        CdEventReading.of(
            envelope(
                """
                {"specversion":"1.0","id":"e-1","source":"/ci","type":"dev.cdevents.build.started.0.3.0","subject":"b-1","data":
                 {"context":{"id":"e-2","source":"/ci","type":"dev.cdevents.build.started.0.3.0"},
                  "subject":{"id":"b-2","content":{}}}}
                """));
    assertThat(reading.event().id()).isEqualTo(new EventId("/ci", "e-1"));
    assertThat(subject(reading, NodeKind.RUN).identities())
        .containsExactly(Identity.run("/ci/b-1"));
    assertThat(reading.notes())
        .containsExactly(
            "data: id: \"e-2\" (expected: \"e-1\", as the envelope has it). The envelope counts.",
            "data: subject: \"b-2\" (expected: \"b-1\", as the envelope has it). The envelope"
                + " counts.");
  }

  @Test
  void dataThatIsNoCdEventIsToldAndTheEnvelopeStillNamesTheSubject() {
    CdEventReading reading =
        CdEventReading.of(
            envelope(
                """
                {"specversion":"1.0","id":"e-1","source":"/ci","type":"dev.cdevents.build.started.0.3.0","subject":"b-1","data":[1,2]}
                """));
    assertThat(subject(reading, NodeKind.RUN).identities())
        .containsExactly(Identity.run("/ci/b-1"));
    assertThat(reading.notes())
        .containsExactly(
            "data: not a CDEvent (expected: an object with context and subject.id). The envelope"
                + " counts.");
  }

  @Test
  void anotherCloudEventIsKeptAndNothingIsReadFromIt() {
    CdEventReading reading =
        CdEventReading.of(
            envelope(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"com.example\"}"));
    assertThat(reading.event().says()).isEmpty();
    assertThat(reading.notes().getFirst()).startsWith("type: \"com.example\"");
  }

  @Test
  void provenanceBuildsFromItsFirstCommitAndLinksTheRest() {
    CdEventReading reading =
        CdEventReading.of(
            envelope(
                """
                {"specversion":"1.0","id":"1","source":"/x","type":"in-toto","data":
                 {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"shop","digest":{"sha256":"%s"}}],
                  "predicate":{"buildDefinition":{"resolvedDependencies":[
                   {"uri":"git+https://github.com/acme/shop","digest":{"gitCommit":"%s"}},
                   {"uri":"pkg:docker/base@1","digest":{"sha256":"%s"}}]}}}}
                """
                    .formatted(DIGEST.substring(7), COMMIT, OTHER.substring(7))));
    assertThat(edges(reading))
        .containsExactly(
            "commit:%s built-from digest:%s".formatted(COMMIT, DIGEST),
            "digest:%s ingredient digest:%s".formatted(OTHER, DIGEST));
  }

  @Test
  void saysOfAStrangerAreNotRead() {
    CdEventReading reading =
        build(
            "{\"says\":[{\"subject\":\"gate\",\"identities\":[\"run:cairn/gate/release/x\"],\"digest\":\"%s\"}]}"
                .formatted(DIGEST));
    assertThat(edges(reading)).isEmpty();
  }

  @Test
  void malformedNamesAreNoIdentitiesAndHarmNothingElse() {
    String good = "{\"commit\":\"%s\",\"image\":\"%s\",\"x\":\"%s\"}";
    List<String> whole = edges(build(good.formatted(COMMIT, DIGEST, "y")));
    assertThat(whole).hasSize(2);
    for (String bad :
        List.of(
            "sha256:",
            "sha256:zz",
            DIGEST + "0",
            "pkg:",
            "pkg:oci/",
            "pkg:%zz/a@1",
            "cdevents:v0:",
            "cdevents:v0:a:b:c:d:pr:%zz",
            "git+https://x@123",
            "\\u0000",
            "x".repeat(10_000))) {
      assertThat(edges(build(good.formatted(COMMIT, DIGEST, bad)))).as(bad).isEqualTo(whole);
    }
  }

  @Test
  void anyBytesAtAnyPlaceAreReadWithoutHarm() {
    long seed = 20261121L;
    var random = new Random(seed);
    String sample =
        """
        {"specversion":"1.0","id":"e","source":"/ci","type":"dev.cdevents.build.finished.0.3.0","subject":"b","data":
        {"context":{"id":"e","source":"/ci","chainId":"c","links":[{"from":{"contextId":"1"}}]},
        "subject":{"id":"b","source":"s","content":{"artifactId":"pkg:oci/a@%s"}},"customData":{"commit":"%s"}}}
        """
            .formatted(DIGEST, COMMIT);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = sample.getBytes(UTF_8);
      for (int k = random.nextInt(3); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(96));
      }
      var headers = new TreeMap<>(Map.of("content-type", "application/cloudevents+json"));
      if (CloudEvents.read(headers, bytes) instanceof CloudEvents.Reading.Accepted(var events)) {
        assertThat(CdEventReading.of(events.getFirst()).event().json())
            .as("seed %d", seed)
            .isNotEmpty();
        read++;
      }
    }
    assertThat(read).isGreaterThan(500);
  }
}
