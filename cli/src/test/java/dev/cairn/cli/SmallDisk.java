// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk that is really full: memory mounted at a folder, seen only by the commands that are
/// started on it, which needs user namespaces and no root. It ends with them.
///
/// @param folder where they see it
/// @param bytes its size
record SmallDisk(Path folder, long bytes) {
  /// `$1` is the size, `$2` the folder; what follows is run as an ordinary user, in the end.
  private static final String MOUNTED =
      """
      size=$1; disk=$2; shift 2
      mount -t tmpfs -o mode=755,size="$size" cairn-small-disk "$disk" || exit 125
      exec unshare --user --map-user=1000 --map-group=1000 -- "$@"
      """;

  /// Leaves so many bytes free: `fill DISK FREE`.
  private static final String FILL =
      """
      fill() {
        head -c "$2" /dev/zero >"$1/room"
        cat /dev/zero >"$1/ballast" 2>/dev/null
        rm "$1/room"
      }
      """;

  /// Skips the test where no such disk can be made.
  static SmallDisk at(Path folder, long bytes) throws IOException, InterruptedException {
    var disk = new SmallDisk(Files.createDirectories(folder), bytes);
    Process process =
        new ProcessBuilder(disk.command("test -d \"$1\"", List.of("sh", folder.toString())))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(
        process.waitFor() == 0,
        () -> "a full disk can't be made here, since user namespaces are not allowed: " + said);
    return disk;
  }

  /// A command that runs on a disk with so much room; it becomes the command.
  List<String> command(long free, List<String> command) {
    var words = new ArrayList<>(List.of("sh", folder.toString(), Long.toString(free)));
    words.addAll(command);
    return command(FILL + "fill \"$1\" \"$2\"; shift 2; exec \"$@\"", words);
  }

  /// A script that runs on it, with `$1` the folder, and the rest behind it; it may `fill "$1"
  /// BYTES_FREE`.
  List<String> script(String script, List<String> rest) {
    var words = new ArrayList<>(List.of("sh", folder.toString()));
    words.addAll(rest);
    return command(FILL + script, words);
  }

  private List<String> command(String script, List<String> words) {
    var all =
        new ArrayList<>(
            List.of("unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c", MOUNTED));
    all.addAll(List.of("sh", Long.toString(bytes), folder.toString(), "sh", "-c", script));
    all.addAll(words);
    return List.copyOf(all);
  }

  /// A folder or file of the disk, as this test sees it through a process that is on it.
  Path seenBy(long process, String path) {
    return Path.of("/proc", Long.toString(process), "root" + folder.resolve(path));
  }

  /// Makes room, on the disk that this process is on.
  void free(long process) throws IOException {
    assertThat(Files.deleteIfExists(seenBy(process, "ballast"))).isTrue();
  }
}
