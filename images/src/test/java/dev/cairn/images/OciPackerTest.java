// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import dev.cairn.content.MemoryStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OciPackerTest {
  private static final OciConfig CONFIG =
      new OciConfig(
          new TreeMap<>(Map.of("PORT", "8080")),
          OptionalInt.of(1000),
          List.of("java", "-cp", "/app", "shop.Main"),
          new TreeMap<>(Map.of("team", "shop")));

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  private Tree tree(Map<String, String> files) throws IOException {
    return tree(files, store);
  }

  private static Tree tree(Map<String, String> files, MemoryStore store) throws IOException {
    SortedMap<String, Tree.Entry> entries = new TreeMap<>();
    files.forEach((path, text) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      entries.put(path, new Tree.Entry.File(store.put(bytes), bytes.length, false));
    });
    return Tree.of(entries, store);
  }

  private static SortedMap<Platform, Optional<RootFileSystem>> empty(Platform... platforms) {
    SortedMap<Platform, Optional<RootFileSystem>> bases = new TreeMap<>();
    for (Platform platform : platforms) {
      bases.put(platform, Optional.empty());
    }
    return bases;
  }

  private Digest pack(List<OciPacker.Addition> additions, Platform... platforms)
      throws IOException, InterruptedException {
    return pack(additions, store, platforms);
  }

  private Digest pack(List<OciPacker.Addition> additions, MemoryStore store, Platform... platforms)
      throws IOException, InterruptedException {
    OciPacker packer = new OciPacker(store, OciBaseLayers.open(folder.resolve("layers"), store));
    return packer.pack(new OciPacker.Contents(empty(platforms), additions), CONFIG);
  }

  private String text(Digest digest) throws IOException {
    return new String(store.read(digest), StandardCharsets.UTF_8);
  }

  @Test
  void manifestIsCompactJsonWithSortedKeys() throws IOException, InterruptedException {
    Digest digest =
        pack(
            List.of(new OciPacker.Addition("/app", tree(Map.of("a.txt", "hello\n")))),
            Platform.LINUX_AMD64);

    assertThat(text(digest))
        .isEqualTo(
            "{\"config\":{\"digest\":\"sha256:7d5dd42114187238149474fffcac5791a5762367f61498f326f359ebd7984370\",\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":369},\"layers\":[{\"digest\":\"sha256:bc822429aff068ef0f8deefc278b3d380d27b56585fea183e6518a848468c70f\",\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+zstd\",\"size\":128}],\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"schemaVersion\":2}");
    assertThat(digest.hex())
        .isEqualTo("0550aeb9c285f7d047ef04f562b978f7fe3cfa8e01a3461e052624f870f91074");
  }

  @Test
  void configurationSaysHowItStarts() throws IOException, InterruptedException {
    Digest digest = pack(List.of(), Platform.LINUX_ARM64);
    OciImage image = OciImage.read(digest, Platform.LINUX_ARM64, store);

    assertThat(image.platform()).isEqualTo("linux/arm64");
    assertThat(image.config().entrypoint()).isEqualTo(CONFIG.entrypoint());
    assertThat(image.config().user()).isEqualTo(OptionalInt.of(1000));
    assertThat(image.config().labels()).isEqualTo(CONFIG.labels());
    assertThat(image.config().env()).containsEntry("PORT", "8080").containsKey("PATH").hasSize(2);
    assertThat(image.directory()).isEqualTo("/");
  }

  @Test
  void severalPlatformsAreAnIndexInTheirOrder() throws IOException, InterruptedException {
    List<OciPacker.Addition> additions =
        List.of(new OciPacker.Addition("/app", tree(Map.of("a", "x"))));
    Digest digest = pack(additions, Platform.LINUX_ARM64, Platform.LINUX_AMD64);

    String amd64 = pack(additions, Platform.LINUX_AMD64).toString();
    String arm64 = pack(additions, Platform.LINUX_ARM64).toString();
    assertThat(text(digest))
        .startsWith("{\"manifests\":[{\"digest\":\"" + amd64)
        .containsSubsequence(
            "\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}", arm64, "arm64")
        .endsWith("\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2}");
  }

  @Test
  void bytesDependOnNeitherLocaleNorZoneNorOrder() throws IOException, InterruptedException {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      files.put("ordner/Ünïcode-" + i + "/I" + i, "content ".repeat(i));
    }
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone("Etc/GMT+12"));
      Digest here =
          pack(List.of(new OciPacker.Addition("/app", tree(files))), Platform.LINUX_AMD64);

      Locale.setDefault(Locale.of("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Etc/GMT-14"));
      MemoryStore other = new MemoryStore();
      Digest there =
          pack(
              List.of(new OciPacker.Addition("/app", tree(files, other))),
              other,
              Platform.LINUX_AMD64);
      assertThat(there).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void additionsWithOtherContentAtOnePathAreRefused() throws IOException {
    var additions =
        List.of(
            new OciPacker.Addition("/app", tree(Map.of("lib/a", "1"))),
            new OciPacker.Addition("/app/lib", tree(Map.of("a", "2"))));

    assertThatThrownBy(() -> pack(additions, Platform.LINUX_AMD64))
        .hasMessage(
            "pack image: /app/lib/a: two additions have other content there (expected: the same, or"
                + " other paths). Leave it out of one of them with only(\"!…\").");
  }

  @Test
  void relativePathIsRefused() throws IOException {
    var additions = List.of(new OciPacker.Addition("app", Tree.EMPTY));

    assertThatThrownBy(() -> pack(additions, Platform.LINUX_AMD64))
        .hasMessage("pack image: add at \"app\" (expected: an absolute path, such as /app)");
  }

  @Test
  void unpackedImageHasTheFilesOfAllLayers() throws IOException, InterruptedException {
    Digest digest =
        pack(
            List.of(
                new OciPacker.Addition("/app", tree(Map.of("lib/a", "1"))),
                new OciPacker.Addition("/app", tree(Map.of("lib/b", "2"))),
                new OciPacker.Addition("/etc", tree(Map.of("motd", "hello")))),
            Platform.LINUX_AMD64);
    OciImage image = OciImage.read(digest, Platform.LINUX_AMD64, store);
    Path root = OciUnpacker.open(folder.resolve("unpacked"), store).unpack(image);

    assertThat(root.resolve("app/lib/a")).hasContent("1");
    assertThat(root.resolve("app/lib/b")).hasContent("2");
    assertThat(root.resolve("etc/motd")).hasContent("hello");
    assertThat(OciUnpacker.open(folder.resolve("unpacked"), store).unpack(image)).isEqualTo(root);
  }

  @Test
  void imageForAnotherPlatformSaysWhatItIsFor() throws IOException, InterruptedException {
    Digest digest = pack(List.of(), Platform.LINUX_ARM64, Platform.LINUX_AMD64);
    String index = text(digest).replace("amd64", "riscv64");
    Digest other = store.put(index.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> OciImage.read(other, Platform.LINUX_AMD64, store))
        .hasMessageContaining("is for [linux/riscv64, linux/arm64] (expected: linux/amd64)");
  }
}
