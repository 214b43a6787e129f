// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptConfigurationTest {
  @TempDir Path folder;

  @Test
  void stanzasAreRead() {
    assertThat(
            AptConfiguration.parseStanzas(
                """
                # the archive
                Types: deb deb-src
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/k.gpg

                Types: deb
                URIs: http://mirror.example/off
                Suites: bookworm
                Components: main
                Enabled: no

                Types: deb
                URIs: http://mirror.example/other
                Suites: bookworm
                Components: stable
                """))
        .containsExactly(
            source("http://mirror.example/debian", "bookworm", "/usr/share/keyrings/k.gpg"),
            source(
                "http://mirror.example/debian", "bookworm-updates", "/usr/share/keyrings/k.gpg"));
  }

  @Test
  void aKeyInsideAStanzaIsKeptWhole() {
    List<AptSource> sources =
        AptConfiguration.parseStanzas(
            """
            Types: deb
            URIs: http://mirror.example/debian
            Suites: bookworm
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mDMEY
             -----END PGP PUBLIC KEY BLOCK-----
            """);
    assertThat(sources.getFirst().signedBy())
        .containsExactly(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEY\n-----END PGP PUBLIC KEY BLOCK-----");
  }

  @Test
  void linesAreRead() {
    assertThat(
            AptConfiguration.parseLines(
                """
                # deb http://mirror.example/commented bookworm main
                deb http://mirror.example/debian bookworm main contrib
                deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/security bookworm-security main
                deb-src http://mirror.example/debian bookworm main
                deb cdrom:[Debian]/ bookworm main
                """))
        .containsExactly(
            source("http://mirror.example/debian", "bookworm"),
            source("https://mirror.example/security", "bookworm-security", "/k.gpg"));
  }

  @Test
  void allFilesOfTheFolderCount() throws IOException {
    Files.writeString(
        folder.resolve("sources.list"), "deb http://a.example/debian bookworm main\n");
    Path parts = Files.createDirectory(folder.resolve("sources.list.d"));
    Files.writeString(parts.resolve("b.list"), "deb http://b.example/debian bookworm main\n");
    Files.writeString(
        parts.resolve("c.list.disabled"), "deb http://c.example/debian bookworm main\n");
    assertThat(new AptConfiguration(folder).sources())
        .extracting(source -> source.uri().getHost())
        .containsExactly("a.example", "b.example");
  }

  @Test
  void withoutAptThereAreNoSources() throws IOException {
    assertThat(new AptConfiguration(folder.resolve("none")).sources()).isEmpty();
    assertThat(new AptConfiguration(folder.resolve("none")).ignoresDates()).isFalse();
  }

  @Test
  void theAdministratorMayAllowAnIndexPastItsDate() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("apt.conf.d"));
    Files.writeString(parts.resolve("10dates"), "// Acquire::Check-Valid-Until \"false\";\n");
    assertThat(new AptConfiguration(folder).ignoresDates()).isFalse();
    Files.writeString(parts.resolve("20dates"), "Acquire::Check-Valid-Until \"false\";\n");
    assertThat(new AptConfiguration(folder).ignoresDates()).isTrue();
  }

  private static AptSource source(String uri, String suite, String... keys) {
    return new AptSource(URI.create(uri), suite, List.of(keys));
  }
}
