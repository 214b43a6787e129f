// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmulatedRoomTest {
  @TempDir Path folder;
  private Path image;
  private Path host;

  @BeforeEach
  void image() throws IOException {
    image = folder.resolve("image");
    host = Files.createDirectory(folder.resolve("host"));
    Files.createDirectories(image.resolve("usr/bin"));
    Files.createDirectories(image.resolve("opt/tool"));
    Files.createDirectories(image.resolve("proc"));
    Files.writeString(image.resolve("readme"), "image");
    Files.createSymbolicLink(image.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(image.resolve("out"), host);
  }

  @Test
  void everythingOfTheImageHasAPlaceAndCanOnlyBeRead() throws IOException {
    EmulatedRoom room = room(Command.in(image, "true"));

    assertThat(room.bindings())
        .contains(shown(image.resolve("usr"), "/usr"), shown(image.resolve("readme"), "/readme"))
        .contains(shown(Path.of("/proc"), "/proc"), shown(Path.of("/dev/null"), "/dev/null"))
        .doesNotContain(shown(image.resolve("proc"), "/proc"));
    assertThat(room.root().resolve("usr")).isEmptyDirectory();
    assertThat(room.root().resolve("readme")).isEmptyFile();
    assertThat(room.root().resolve("bin")).isSymbolicLink();
    assertThat(room.read()).contains(image.resolve("usr"), image.resolve("readme"), room.root());
    assertThat(room.written()).noneMatch(path -> path.startsWith(image));
    assertThat(room.read()).doesNotContain(image, host, Path.of("/proc"), Path.of("/dev"));
  }

  @Test
  void whatIsMountedIsShownAndMayBeWrittenOnlyIfItSaysSo() throws IOException {
    Path out = Files.createDirectory(folder.resolve("o"));
    EmulatedRoom room =
        room(
            Command.in(image, "true")
                .with(Mount.readOnly(host, "/opt/new/in"))
                .with(Mount.writable(out, "/result"))
                .with(Mount.memory(42, "/var")));

    assertThat(room.bindings())
        .contains(shown(host, "/opt/new/in"), shown(out, "/result"))
        .contains(shown(image.resolve("opt/tool"), "/opt/tool"))
        .doesNotContain(shown(image.resolve("opt"), "/opt"));
    assertThat(room.read()).contains(host);
    assertThat(room.written()).contains(out).doesNotContain(host);
    assertThat(room.root().resolve("opt/new/in")).isEmptyDirectory();
  }

  /// A link of the image that names a folder of the host must not have anything made there.
  @Test
  void nothingIsMadeBehindALinkOfTheImage() throws IOException {
    EmulatedRoom room =
        room(Command.in(image, "true").with(Mount.readOnly(image, "/out/deep")).at("/out/there"));

    assertThat(host).isEmptyDirectory();
    assertThat(room.bindings()).contains(shown(image, "/out/deep"));
  }

  @Test
  void pathsWithAColonAreRefusedSincePRootWouldCutThem() {
    assertThatThrownBy(() -> room(Command.in(image, "true").with(Mount.readOnly(host, "/opt/a:b"))))
        .hasMessageContaining("/opt/a:b (expected: no colon");
  }

  private EmulatedRoom room(Command command) throws IOException {
    return new EmulatedRoom(command, Files.createTempDirectory(folder, "room-"));
  }

  private static EmulatedRoom.Binding shown(Path from, String at) {
    return new EmulatedRoom.Binding(from, at);
  }
}
