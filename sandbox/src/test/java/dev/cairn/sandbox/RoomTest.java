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

final class RoomTest {
  @TempDir Path root;

  @BeforeEach
  void image() throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("opt/tool"));
    Files.createDirectories(root.resolve("tmp"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
  }

  @Test
  void theWallsComeFirst() throws IOException {
    assertThat(arguments(Command.in(root, "true")))
        .startsWith(
            "--unshare-user --unshare-all --disable-userns --new-session --die-with-parent --uid"
                + " 1000 --gid 1000 --cap-drop ALL --hostname cairn --clearenv ");
  }

  @Test
  void whatLiesInTheRootIsBoundReadOnly() throws IOException {
    assertThat(arguments(Command.in(root, "true")))
        .contains(
            "--symlink usr/bin /bin --ro-bind %s/opt /opt --ro-bind %s/usr /usr --proc /proc --dev /dev"
                .formatted(root, root))
        .doesNotContain("--bind ", root + "/tmp", "--share-net")
        .endsWith("--remount-ro / --chdir /");
  }

  @Test
  void aFolderThatGetsAMountPointIsMadeAnew() throws IOException {
    Command command =
        Command.in(root, "true").with(Mount.writable(Path.of("/host"), "/opt/new/in"));
    assertThat(arguments(command))
        .contains("--dir /opt --ro-bind %s/opt/tool /opt/tool".formatted(root))
        .contains("--bind /host /opt/new/in")
        .doesNotContain("--ro-bind %s/opt /opt ".formatted(root));
  }

  @Test
  void mountsComeOutermostFirst() throws IOException {
    Command command =
        Command.in(root, "true")
            .with(Mount.readOnly(Path.of("/inner"), "/src/gen"))
            .with(Mount.writable(Path.of("/outer"), "/src"))
            .with(Mount.memory(42, "/var"))
            .at("/src");
    assertThat(arguments(command))
        .contains("--bind /outer /src --ro-bind /inner /src/gen --size 42 --tmpfs /var")
        .endsWith("--remount-ro / --chdir /src");
  }

  @Test
  void theEnvironmentIsWhatWasGivenAndThreeDefaults() throws IOException {
    Command command = Command.in(root, "true").with("HOME", "/src").with("A", "B");
    assertThat(arguments(command))
        .contains(
            "--setenv A B --setenv HOME /src --setenv LANG C.UTF-8 --setenv PATH"
                + " /usr/local/bin:/usr/bin:/bin ");
  }

  @Test
  void theHostsNetworkIsSharedOnlyIfAsked() throws IOException {
    assertThat(arguments(Command.in(root, "true").with(Command.Network.HOST)))
        .contains("--share-net");
  }

  @Test
  void scratchInMemoryIsBound() throws IOException {
    Command command = Command.in(root, "true").with(Limits.defaults().scratchBytes(1000));
    assertThat(arguments(command))
        .contains("--size 1000 --perms 1777 --tmpfs /tmp")
        .contains("--size 1000 --perms 1777 --tmpfs /dev/shm --remount-ro /dev");
  }

  @Test
  void aMountOutsideTheRoomIsRefused() {
    assertThatThrownBy(() -> Mount.writable(Path.of("/x"), "out"))
        .hasMessage("mount: \"out\" (expected: an absolute path of the room below /)");
    assertThatThrownBy(() -> Mount.readOnly(Path.of("/x"), "/"))
        .hasMessageContaining("mount: \"/\"");
  }

  private static String arguments(Command command) throws IOException {
    return String.join(" ", Room.arguments(command, Reach.asItIs()));
  }
}
