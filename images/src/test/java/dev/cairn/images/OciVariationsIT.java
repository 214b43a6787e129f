// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.FolderStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: the same files give the same image, whoever packs them, where and when. Each is packed in a
/// JVM of its own, with another path, umask, time zone, locale, home, number of processors, order
/// of files on disk and modification times.
final class OciVariationsIT {
  @TempDir Path folder;

  @Test
  void imagesAreTheSameBytesUnderAllVariations() throws IOException, InterruptedException {
    String plain =
        packed(
            "a",
            "022",
            Map.of("TZ", "GMT+12", "LC_ALL", "C.UTF-8", "HOME", "/"),
            List.of("-XX:ActiveProcessorCount=1", "-Duser.language=en"));
    String other =
        packed(
            "b/a deeper path",
            "077",
            Map.of("TZ", "GMT-14", "LC_ALL", "C", "HOME", folder.toString(), "USER", "other"),
            List.of(
                "-XX:ActiveProcessorCount=2",
                "-Duser.language=tr",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Dsun.jnu.encoding=UTF-8"));

    assertThat(plain).matches("sha256:[0-9a-f]{64}\n");
    assertThat(other).isEqualTo(plain);
  }

  private String packed(
      String name, String umask, Map<String, String> environment, List<String> options)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve(name));
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            OciVariationsIT.class.getName(),
            work.toString(),
            umask));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String digest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return digest;
  }

  /// Packs, and prints the digest.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Path.of(arguments[0]);
    boolean backwards = arguments[1].equals("077");
    Path files = Files.createDirectories(work.resolve("files"));
    for (int i = 0; i < 200; i++) {
      int n = backwards ? 199 - i : i;
      Path file = files.resolve("I" + n % 7 + "/file-" + n + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, ("line " + n + "\n").repeat(n * 50));
    }
    FolderStore store = FolderStore.open(work.resolve("store"));
    SortedMap<Platform, Optional<RootFileSystem>> bases = new TreeMap<>();
    for (Platform platform : Platform.values()) {
      bases.put(platform, Optional.empty());
    }
    var addition = new OciPacker.Addition("/app", Tree.read(files, store));
    var config =
        new OciConfig(
            new TreeMap<>(Map.of("I", "i")),
            OptionalInt.of(1000),
            List.of("run"),
            new TreeMap<>(Map.of("team", "shop")));
    OciPacker packer = new OciPacker(store, OciBaseLayers.open(work.resolve("layers"), store));
    IO.println(packer.pack(new OciPacker.Contents(bases, List.of(addition)), config));
  }
}
