// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every example of the CDEvents specification, 0.4.1 to 0.6-draft, and its domainId vectors. The
/// files are not part of the project: where they are absent the tests say so and are skipped
/// (`-Dcairn.conformance=FOLDER` names them).
final class ConformanceTest {
  private Path folder = Path.of("");

  @BeforeEach
  void findTheFiles() {
    Optional<Path> found = conformance();
    assumeTrue(
        found.isPresent(),
        "shared/conformance/cdevents is in no folder above this one: not tried. Name it with"
            + " -Dcairn.conformance=…");
    folder = found.orElse(folder);
  }

  private static Optional<Path> conformance() {
    String named = System.getProperty("cairn.conformance", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/conformance/cdevents"))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private List<Path> examples() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> file.toString().matches(".*/(conformance/[a-z_]+|custom/conformance)\\.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CdEventReading read(Path file) {
    return read(bytes(file));
  }

  private static CdEventReading read(byte[] body) {
    var headers = new TreeMap<>(Map.of("content-type", "application/json"));
    return switch (CloudEvents.read(headers, body)) {
      case CloudEvents.Reading.Accepted(var events) -> CdEventReading.of(events.getFirst());
      case CloudEvents.Reading.Refused(var problems) ->
          throw new AssertionError(problems.toString());
      case CloudEvents.Reading.Unsupported(var detail) -> throw new AssertionError(detail);
    };
  }

  @Test
  void thereAreAllTheExamplesOfThreeVersions() {
    assertThat(examples()).hasSizeGreaterThan(135);
  }

  @Test
  void everyExampleIsAcceptedAndNothingIsWrongWithItsData() {
    for (Path file : examples()) {
      assertThat(read(file).notes().toString())
          .as(file.toString())
          .satisfiesAnyOf(
              notes -> assertThat(notes).isEqualTo("[]"),
              notes -> assertThat(notes).contains("subject.id"));
    }
  }

  @Test
  void whatIsAPlaceSaysNothingAndEverythingElseIsANode() {
    var silent = new TreeSet<String>();
    for (Path file : examples()) {
      Event event = read(file).event();
      if (event.says().isEmpty()) {
        silent.add(CdEventType.parse(event.type()).orElseThrow().toString());
      }
    }
    assertThat(
            silent.stream().map(name -> name.replaceAll(".*subject=|, predicate=|]", " ").strip()))
        .allMatch(name ->
            name.startsWith("environment")
                || name.startsWith("repository")
                || name.startsWith("branch")
                || Set.of("service removed", "service published").contains(name));
  }

  @Test
  void allVersionsOfOneExampleSayTheSame() {
    for (String name : List.of("build_finished", "service_deployed", "incident_detected")) {
      var said = new TreeSet<String>();
      for (String version : List.of("0.4.1", "0.5.1", "0.6.0-draft")) {
        Event event = read(folder.resolve(version + "/conformance/" + name + ".json")).event();
        said.add(StatementJson.json(event.says()).write());
      }
      assertThat(said).as(name).hasSize(1);
    }
  }

  @Test
  void theShapeOf03IsReadToo() {
    CdEventReading reading =
        read(
            """
            {"context":{"version":"0.3.0","id":"1","source":"/ci","type":"dev.cdevents.build.finished.0.1.1",
             "timestamp":"2023-03-20T14:27:05.315384Z"},
             "subject":{"id":"b-1","type":"build","content":
              {"artifactId":"pkg:oci/myapp@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427"}}}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(reading.notes()).isEmpty();
    assertThat(StatementJson.json(reading.event().says()).write())
        .contains("\"kind\":\"built-from\"")
        .contains("digest:sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427");
  }

  @Test
  void theDomainIdVectorsAreReadAndRefusedAsTheSpecificationSays() throws MalformedJson {
    Json vectors =
        Json.read(bytes(folder.resolve("0.6.0-draft/conformance/formats/domainid.json")));
    assertThat(vectors.items("valid")).hasSize(7);
    assertThat(vectors.items("invalid")).hasSize(7);
    for (Json valid : vectors.items("valid")) {
      String text = valid.text("expected").orElseThrow();
      DomainId id = DomainId.parse(text).orElseThrow();
      assertThat(id.toString()).isEqualTo(text);
      assertThat(id.type()).isEqualTo(valid.text("segments", "type").orElseThrow());
      assertThat(id.groups()).isEqualTo(valid.text("segments", "groups").orElse(""));
    }
    for (Json invalid : vectors.items("invalid")) {
      assertThat(DomainId.parse(invalid.text("input").orElseThrow())).isEmpty();
    }
  }
}
