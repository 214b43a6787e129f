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

/// podman pulls its platform of an image, and shows why it may not.
final class PodmanIT {
  @TempDir Path folder;
  private final Program podman = Program.find("podman");
  private final Gate gate = new Gate();
  private RunningRegistry registry;
  private byte[] index = {};

  @BeforeEach
  void start() throws Exception {
    registry =
        RunningRegistry.start(
            folder.resolve("data"), _ -> gate, Access.open(), RegistryLimits.USUAL);
    Images.Image amd64 = Images.image("amd64", "hello");
    Images.Image arm64 = Images.image("arm64", "hello arm");
    for (Images.Image image : List.of(amd64, arm64)) {
      Images.push(registry, "registry/shop", image, image.digest().toString());
    }
    index = Images.index(List.of(amd64, arm64));
    Images.push(registry, "registry/shop", index, Images.INDEX_TYPE, "main");
    Files.writeString(
        folder.resolve("policy.json"), "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aReleasedImageIsPulledByTagAndDigest() throws Exception {
    gate.release(Digest.of(index));
    for (String reference : List.of(":main", "@" + Digest.of(index))) {
      Program.Ended pulled = pull(reference);
      assertThat(pulled.code()).as(pulled.output()).isZero();
    }
  }

  @Test
  void aRefusalIsShownWhole() throws Exception {
    for (String reference : List.of(":main", "@" + Digest.of(index))) {
      Program.Ended refused = pull(reference);
      assertThat(refused.code()).isNotZero();
      assertThat(refused.output()).contains(Gate.SENTENCE);
    }
  }

  private Program.Ended pull(String reference) throws IOException, InterruptedException {
    return podman.run(
        folder,
        "--root=" + folder.resolve("root"),
        "--runroot=" + folder.resolve("run"),
        "--tmpdir=" + folder.resolve("tmp"),
        "--storage-driver=vfs",
        "pull",
        "--signature-policy=" + folder.resolve("policy.json"),
        "--tls-verify=false",
        "--os=linux",
        "--arch=amd64",
        registry.host() + "/registry/shop" + reference);
  }
}
