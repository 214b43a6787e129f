// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// skopeo copies an image of two platforms in and out, and shows why it may not.
final class SkopeoIT {
  @TempDir Path folder;
  private final Program skopeo = Program.find("skopeo");
  private final Gate gate = new Gate();
  private RunningRegistry registry;
  private byte[] index = {};

  @BeforeEach
  void start() throws IOException {
    registry =
        RunningRegistry.start(
            folder.resolve("data"), _ -> gate, Access.open(), RegistryLimits.USUAL);
    List<Images.Image> images =
        List.of(Images.image("amd64", "hello"), Images.image("arm64", "hello arm"));
    index = Images.index(images);
    Images.layout(folder.resolve("layout"), index, images);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void anImageOfTwoPlatformsGoesInAndOutByTagAndDigest() throws Exception {
    push("main");
    gate.release(Digest.of(index));
    for (String reference : List.of(":main", "@" + Digest.of(index))) {
      Path out = folder.resolve("out" + reference.length());
      expectOk(copy(shop(reference), "oci:" + out + ":latest"));
      assertThat(out.resolve("blobs/sha256/" + Digest.of(index).hex())).hasBinaryContent(index);
      assertThat(files(out)).isEqualTo(files(folder.resolve("layout")));
    }
  }

  @Test
  void aRefusalIsShownWhole() throws Exception {
    push("main");
    for (String reference : List.of(":main", "@" + Digest.of(index))) {
      Program.Ended refused = copy(shop(reference), "oci:" + folder.resolve("out") + ":latest");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.output()).contains(Gate.SENTENCE);
    }
  }

  @Test
  void anImageThatIsThereIsPushedAgainUnderAnotherTag() throws Exception {
    push("main");
    push("other");
    assertThat(gate.pushes().getLast().tags()).containsExactly("other");
  }

  @Test
  void aReleasedImageIsCopiedToAnotherRepository() throws Exception {
    push("main");
    gate.release(Digest.of(index));
    expectOk(copy(shop(":main"), "docker://" + registry.host() + "/mirror/shop:main"));
    assertThat(gate.pushes().getLast().repository()).isEqualTo("mirror/shop");
    assertThat(gate.pushes().getLast().manifest().digest()).isEqualTo(Digest.of(index));
  }

  private void push(String tag) throws IOException, InterruptedException {
    expectOk(copy("oci:" + folder.resolve("layout") + ":latest", shop(":" + tag)));
  }

  private String shop(String reference) {
    return "docker://" + registry.host() + "/registry/shop" + reference;
  }

  private Program.Ended copy(String from, String to) throws IOException, InterruptedException {
    return skopeo.run(
        folder,
        "--insecure-policy",
        "copy",
        "--all",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        from,
        to);
  }

  private static void expectOk(Program.Ended ended) {
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private static List<String> files(Path layout) throws IOException {
    try (var files = Files.list(layout.resolve("blobs/sha256"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
