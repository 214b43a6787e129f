// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import dev.cairn.content.MissingContentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ScannerTest {
  private static final String STATUS =
      """
      Package: zlib1g
      Status: install ok installed
      Priority: required
      Architecture: amd64
      Multi-Arch: same
      Source: zlib (1:1.2.13.dfsg-1)
      Version: 1:1.2.13.dfsg-1+b1
      Description: compression library - runtime
       zlib is a library.

      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Source: glibc
      Version: 2.36-9+deb12u10

      Package: removed
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1.0
      """;
  private static final String OS_RELEASE =
      "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"
          + "NAME=\"Debian GNU/Linux\"\n"
          + "VERSION_ID=\"12\"\n"
          + "ID=debian\n";
  private static final String BANK =
      TestImages.record(
          "CAIRN-DEMO-1",
          "Maven",
          "dev.example:bank-client",
          "{\"introduced\":\"0\"},{\"fixed\":\"1.0.1\"}");

  @TempDir Path folder;
  private TestImages images;
  private final Scanner scanner = new Scanner();

  @BeforeEach
  void open() {
    images = new TestImages(folder);
  }

  private JsonNode scan(Digest image, String... records) throws IOException {
    byte[] answer =
        scanner.findings(
            new TreeMap<>(
                Map.of(
                    "artifact",
                    "{\"digest\":\"%s\",\"name\":\"shop\"}".formatted(image),
                    "advisories",
                    "\"" + images.advisories(records) + "\"")),
            images.store);
    return Json.read("answer", answer);
  }

  private JsonNode sbom(JsonNode answer) throws IOException {
    Digest sbom = Digest.parse(answer.path("sbom").asString());
    return Json.read("sbom", images.store.read(sbom));
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("findings").forEach(f -> ids.add(f.path("id").asString()));
    return ids;
  }

  private Digest withJar(String path, byte[] jar) throws IOException, InterruptedException {
    return images.image(Map.of(path, jar));
  }

  private Digest debian() throws IOException, InterruptedException {
    return images.image(
        Map.of(
            "var/lib/dpkg/status", TestImages.bytes(STATUS),
            "usr/lib/os-release", TestImages.bytes(OS_RELEASE)));
  }

  @Test
  void vulnerableJarIsFoundWithAllThatAPersonNeeds() throws IOException, InterruptedException {
    Digest image = withJar("app/lib/b.jar", TestImages.jar("dev.example", "bank-client", "1.0.0"));

    assertThat(scan(image, BANK).path("findings"))
        .hasToString(
            "[{\"fixed\":\"1.0.1\",\"id\":\"CAIRN-DEMO-1\",\"name\":\"dev.example:bank-client\",\"package\":\"pkg:maven/dev.example/bank-client@1.0.0\",\"score\":\"9.8\",\"severity\":\"CRITICAL\",\"summary\":\"dev.example:bank-client"
                + " is bad\",\"version\":\"1.0.0\"}]");
  }

  @Test
  void fixedJarIsNotFound() throws IOException, InterruptedException {
    Digest image = withJar("app/lib/b.jar", TestImages.jar("dev.example", "bank-client", "1.0.1"));

    assertThat(ids(scan(image, BANK))).isEmpty();
  }

  @Test
  void jarOfAnotherGroupIsNotFound() throws IOException, InterruptedException {
    Digest image = withJar("app/lib/b.jar", TestImages.jar("org.other", "bank-client", "1.0.0"));

    assertThat(ids(scan(image, BANK))).isEmpty();
  }

  @Test
  void jarInsideAJarIsFound() throws IOException, InterruptedException {
    byte[] inner = TestImages.jar("dev.example", "bank-client", "1.0.0");
    byte[] outer = TestImages.jar(Map.of("BOOT-INF/lib/bank-client-1.0.0.jar", inner));
    JsonNode answer = scan(withJar("app/shop.war", outer), BANK);

    assertThat(ids(answer)).containsExactly("CAIRN-DEMO-1");
    assertThat(sbom(answer).toString())
        .contains("app/shop.war!/BOOT-INF/lib/bank-client-1.0.0.jar");
  }

  @Test
  void jarWithoutPropertiesIsKnownByItsName() throws IOException, InterruptedException {
    byte[] jar = TestImages.jar(Map.of("a.txt", new byte[] {1}));

    assertThat(ids(scan(withJar("app/lib/bank-client-1.0.0.jar", jar), BANK)))
        .containsExactly("CAIRN-DEMO-1");
    assertThat(ids(scan(withJar("app/lib/bank-client-1.0.1.jar", jar), BANK))).isEmpty();
  }

  @Test
  void jarWithoutAVersionCounts() throws IOException, InterruptedException {
    byte[] jar = TestImages.jar(Map.of("a.txt", new byte[] {1}));

    assertThat(ids(scan(withJar("app/lib/bank-client.jar", jar), BANK)))
        .containsExactly("CAIRN-DEMO-1");
  }

  @Test
  void manifestSaysTheVersionThatTheNameDoesNot() throws IOException, InterruptedException {
    byte[] jar =
        TestImages.jar(
            Map.of(
                "META-INF/MANIFEST.MF",
                TestImages.bytes("Manifest-Version: 1.0\r\nImplementation-Version: 2.0\r\n\r\n")));

    assertThat(ids(scan(withJar("app/lib/bank-client.jar", jar), BANK))).isEmpty();
  }

  @Test
  void fileThatIsNoJarIsKnownByItsName() throws IOException, InterruptedException {
    byte[] jar = TestImages.bytes("not a zip");

    assertThat(ids(scan(withJar("app/lib/bank-client-1.0.0.jar", jar), BANK)))
        .containsExactly("CAIRN-DEMO-1");
  }

  @Test
  void debianPackagesAreMatchedBySourceAndItsVersion() throws IOException, InterruptedException {
    JsonNode answer =
        scan(
            debian(),
            TestImages.record(
                "DSA-1",
                "Debian:12",
                "zlib",
                "{\"introduced\":\"0\"},{\"fixed\":\"1:1.2.13.dfsg-1+b1\"}"),
            TestImages.record(
                "DSA-2",
                "Debian:12",
                "glibc",
                "{\"introduced\":\"0\"},{\"fixed\":\"2.36-9+deb12u10\"}"),
            TestImages.record("DSA-3", "Debian:11", "glibc", "{\"introduced\":\"0\"}"),
            TestImages.record("DSA-4", "Debian:12", "zlib1g", "{\"introduced\":\"0\"}"),
            TestImages.record("DSA-5", "Debian:12", "removed", "{\"introduced\":\"0\"}"));

    assertThat(ids(answer)).containsExactly("DSA-1");
    assertThat(answer.path("packages").asInt()).isEqualTo(2);
    assertThat(answer.path("findings").path(0).path("package").asString())
        .isEqualTo("pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1%2Bb1?arch=amd64&distro=debian-12");
  }

  @Test
  void unknownDebianCantBeDecided() throws IOException, InterruptedException {
    Digest image = images.image(Map.of("var/lib/dpkg/status", TestImages.bytes(STATUS)));

    assertThatThrownBy(() ->
            scan(image, TestImages.record("DSA-1", "Debian:12", "zlib", "{\"introduced\":\"0\"}")))
        .hasMessage(
            "match pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1%2Bb1?arch=amd64&distro=debian: the image"
                + " does not say which Debian it is (expected: VERSION_ID in etc/os-release)");
  }

  @Test
  void withdrawnRecordsAreLeftOut() throws IOException, InterruptedException {
    Digest image = withJar("app/b.jar", TestImages.jar("dev.example", "bank-client", "1.0.0"));
    String withdrawn =
        BANK.replace("\"summary\"", "\"withdrawn\":\"2026-11-02T00:00:00Z\",\"summary\"");

    assertThat(ids(scan(image, withdrawn))).isEmpty();
  }

  @Test
  void recordsThatNameEachOtherAreOneFinding() throws IOException, InterruptedException {
    Digest image = withJar("app/b.jar", TestImages.jar("dev.example", "bank-client", "1.0.0"));
    String other =
        BANK.replace("CAIRN-DEMO-1", "GHSA-x")
            .replace("\"summary\"", "\"aliases\":[\"CAIRN-DEMO-1\"],\"summary\"");

    assertThat(ids(scan(image, BANK, other))).containsExactly("CAIRN-DEMO-1");
  }

  @Test
  void worstComesFirst() throws IOException, InterruptedException {
    Digest image =
        images.image(
            Map.of(
                "a.jar", TestImages.jar("dev.example", "bank-client", "1.0.0"),
                "b.jar", TestImages.jar("dev.example", "other", "1.0.0")));
    String mild =
        TestImages.record("A-1", "Maven", "dev.example:other", "{\"introduced\":\"0\"}")
            .replace("C:H/I:H/A:H", "C:L/I:N/A:N");

    assertThat(ids(scan(image, mild, BANK))).containsExactly("CAIRN-DEMO-1", "A-1");
  }

  @Test
  void jarInTwoLayersIsCountedOnce() throws IOException, InterruptedException {
    byte[] jar = TestImages.jar("dev.example", "bank-client", "1.0.0");
    JsonNode answer = scan(images.image(Map.of("a.jar", jar), Map.of("a.jar", jar)), BANK);

    assertThat(answer.path("packages").asInt()).isOne();
  }

  @Test
  void billOfMaterialsIsCycloneDxWithoutTimes() throws IOException, InterruptedException {
    JsonNode bom = sbom(scan(debian(), BANK));

    assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bom.path("specVersion").asString()).isEqualTo("1.6");
    assertThat(bom.path("metadata").path("component").path("name").asString()).isEqualTo("shop");
    assertThat(bom.path("metadata").has("timestamp")).isFalse();
    assertThat(bom.path("components").path(1).toString())
        .isEqualTo(
            "{\"bom-ref\":\"pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1%2Bb1?arch=amd64&distro=debian-12\",\"name\":\"zlib1g\",\"properties\":[{\"name\":\"cairn:source\",\"value\":\"zlib"
                + " 1:1.2.13.dfsg-1\"},{\"name\":\"cairn:path\",\"value\":\"var/lib/dpkg/status\"}],\"purl\":\"pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1%2Bb1?arch=amd64&distro=debian-12\",\"type\":\"library\",\"version\":\"1:1.2.13.dfsg-1+b1\"}");
  }

  @Test
  void equalInputsGiveEqualBytes() throws IOException, InterruptedException {
    Digest image = debian();
    TreeMap<String, String> inputs =
        new TreeMap<>(
            Map.of(
                "artifact",
                "{\"digest\":\"%s\",\"name\":\"shop\"}".formatted(image),
                "advisories",
                "\"" + images.advisories(BANK) + "\""));

    assertThat(new String(scanner.findings(inputs, images.store), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(new Scanner().findings(inputs, images.store), StandardCharsets.UTF_8));
  }

  @Test
  void missingLayerIsAnErrorAndNoCleanBill() throws IOException, InterruptedException {
    Digest image = debian();
    TestImages other = new TestImages(folder);
    other.store.put(images.store.read(image));

    assertThatThrownBy(() ->
            scanner.findings(
                new TreeMap<>(
                    Map.of(
                        "artifact",
                        "{\"digest\":\"%s\",\"name\":\"shop\"}".formatted(image),
                        "advisories",
                        "\"" + other.advisories(BANK) + "\"")),
                other.store))
        .isInstanceOf(MissingContentException.class);
  }

  @Test
  void brokenRecordIsAnErrorWithItsFile() throws IOException, InterruptedException {
    Digest image = debian();

    assertThatThrownBy(() -> scan(image, BANK, "{\"id\":\"X\"}"))
        .hasMessage(
            "read advisory osv/1.json: no id or no affected packages (expected: an OSV record)");
    assertThatThrownBy(() -> scan(image, BANK.replace("ECOSYSTEM", "MOON")))
        .hasMessage(
            "read advisory osv/0.json: range type \"MOON\" (expected: SEMVER, ECOSYSTEM or GIT)");
  }

  @Test
  void missingInputIsNamed() {
    assertThatThrownBy(() -> scanner.findings(new TreeMap<>(), images.store))
        .hasMessage("findings: artifact: \"\" (expected: sha256: and 64 hex digits)");
  }
}
