// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderIndexTest {
  private static final Digest A = Digest.of("a".getBytes(UTF_8));
  private static final Digest B = Digest.of("b".getBytes(UTF_8));
  private static final Digest M = Digest.of("m".getBytes(UTF_8));

  @TempDir Path folder;
  private FolderIndex index;

  @BeforeEach
  void open() throws IOException {
    index = FolderIndex.open(folder);
  }

  @Test
  void whatWasAddedIsThereWhenItIsOpenedAgain() throws IOException {
    Manifest manifest =
        new Manifest(
            M,
            "x/y",
            7,
            List.of(A),
            List.of(B),
            Optional.of(new Manifest.Referrer(A.toString(), "t/t", Map.of("k", "v"))));
    index.addBlob("a/b", B);
    index.addManifest("a/b", manifest);
    index.addTag("a/b", "main", M);
    index.addName("sha512:ff", A);
    FolderIndex again = FolderIndex.open(folder);
    assertThat(again.hasBlob("a/b", B)).isTrue();
    assertThat(again.manifest("a/b", M)).contains(manifest);
    assertThat(again.tag("a/b", "main")).contains(M);
    assertThat(again.referrers("a/b", A.toString())).containsExactly(manifest);
    assertThat(again.manifestsWith("a/b", B)).containsExactly(M);
    assertThat(again.named("sha512:ff")).contains(A);
  }

  @Test
  void repositoriesKnowNothingOfEachOther() throws IOException {
    index.addBlob("a", A);
    index.addManifest("a", image());
    index.addTag("a", "main", M);
    for (String other : List.of("b", "a/b")) {
      assertThat(index.hasBlob(other, A)).isFalse();
      assertThat(index.manifest(other, M)).isEmpty();
      assertThat(index.tag(other, "main")).isEmpty();
      assertThat(index.tags(other)).isEmpty();
      assertThat(index.manifestsWith(other, A)).isEmpty();
    }
  }

  @Test
  void tagsAreSorted() throws IOException {
    index.addManifest("a", image());
    assertThat(index.tags("a")).contains(List.of());
    for (String tag : List.of("b", "A", "_x", "1.0", "a")) {
      index.addTag("a", tag, M);
    }
    assertThat(index.tags("a")).contains(List.of("1.0", "A", "_x", "a", "b"));
  }

  @Test
  void aRemovedManifestTakesItsTagsAlong() throws IOException {
    index.addManifest("a", image());
    index.addManifest("a", new Manifest(B, "x/y", 1, List.of(), List.of(), Optional.empty()));
    index.addTag("a", "main", M);
    index.addTag("a", "other", B);
    assertThat(index.removeManifest("a", M)).isTrue();
    assertThat(index.manifest("a", M)).isEmpty();
    assertThat(index.tags("a")).contains(List.of("other"));
    assertThat(index.manifestsWith("a", A)).isEmpty();
    assertThat(index.removeManifest("a", M)).isFalse();
  }

  private static Manifest image() {
    return new Manifest(M, "x/y", 1, List.of(), List.of(A), Optional.empty());
  }
}
