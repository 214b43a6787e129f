// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStoreTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST =
      new Digest("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.open(folder);
  }

  @Test
  void whatWasPutIsThereByItsDigestHoweverItCame() throws IOException {
    assertThat(store.put(HELLO)).isEqualTo(DIGEST);
    assertThat(store.put(new ByteArrayInputStream(HELLO))).isEqualTo(DIGEST);
    assertThat(store.put(out -> out.write(HELLO))).isEqualTo(DIGEST);

    assertThat(store.has(DIGEST)).isTrue();
    assertThat(store.size(DIGEST)).isEqualTo(5);
    assertThat(store.read(DIGEST)).isEqualTo(HELLO);
    assertThat(store.path(DIGEST)).hasContent("hello");
  }

  @Test
  void otherBytesThanAnnouncedAreNotKept() throws IOException {
    var other = new ByteArrayInputStream(new byte[] {1});

    assertThatThrownBy(() -> store.put(DIGEST, other)).isInstanceOf(WrongDigestException.class);
    assertThat(store.has(DIGEST)).isFalse();
    assertThat(store.has(Digest.of(new byte[] {1}))).isFalse();
  }

  @Test
  void failureWhileWritingLeavesNothing() throws IOException {
    assertThatThrownBy(() ->
            store.put(out -> {
              out.write(HELLO);
              throw new IOException("disk full");
            }))
        .hasMessage("disk full");

    try (var left = Files.list(folder.resolve("incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void missingContentIsNamed() {
    assertThatThrownBy(() -> store.open(DIGEST))
        .isInstanceOf(MissingContentException.class)
        .hasMessageStartingWith("read content: " + DIGEST + ": not in ");
  }
}
