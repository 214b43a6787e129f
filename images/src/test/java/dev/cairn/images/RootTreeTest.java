// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootTreeTest {
  @TempDir Path folder;

  private Path root = Path.of("/");
  private Path outside = Path.of("/");

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  @Test
  void aNameThatLeadsOutIsRefused() throws IOException {
    RootTree tree = new RootTree(root);
    assertThatThrownBy(() -> tree.file("./../outside/x", false, text("x")))
        .hasMessage("unpack a package: \"./../outside/x\" leads out of it (expected: no ..)");
    assertThatThrownBy(() -> tree.directory("usr/../../outside/x"))
        .hasMessageContaining("leads out");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void anAbsoluteNameLiesInside() throws IOException {
    new RootTree(root).file("/etc/motd", false, text("hi"));
    assertThat(root.resolve("etc/motd")).hasContent("hi");
  }

  @Test
  void aLinkLeadsNowhereOutside() throws IOException {
    RootTree tree = new RootTree(root);
    tree.link("absolute", outside.toString());
    tree.link("relative", "../../../../../.." + outside);
    tree.file("absolute/x", false, text("x"));
    tree.file("relative/y", false, text("y"));
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve(outside.toString().substring(1)).resolve("x")).hasContent("x");
    assertThat(root.resolve(outside.toString().substring(1)).resolve("y")).hasContent("y");
  }

  @Test
  void aFileIsNotWrittenThroughALink() throws IOException {
    Files.writeString(outside.resolve("secret"), "secret");
    RootTree tree = new RootTree(root);
    tree.link("file", outside.resolve("secret").toString());
    tree.file("file", false, text("mine"));
    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(Files.isRegularFile(root.resolve("file"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void anotherNameOfAFileOutsideIsRefused() throws IOException {
    Files.writeString(outside.resolve("secret"), "secret");
    RootTree tree = new RootTree(root);
    tree.link("link", outside.resolve("secret").toString());
    assertThatThrownBy(() -> tree.sameFile("name", "link"))
        .hasMessage("unpack a package: name is another name of link (expected: a file)");
  }

  @Test
  void linksInACircleEnd() throws IOException {
    RootTree tree = new RootTree(root);
    tree.link("a", "b");
    tree.link("b", "a");
    assertThatThrownBy(() -> tree.file("a/x", false, text("x")))
        .hasMessageContaining("too many links");
  }

  @Test
  void specialBitsAndOddPermissionsAreGone() throws IOException {
    RootTree tree = new RootTree(root);
    tree.file("bin/su", true, text("su"));
    tree.file("etc/shadow", false, text("*"));
    assertThat(permissions("usr/bin/su")).isEqualTo("rwxr-xr-x");
    assertThat(permissions("etc/shadow")).isEqualTo("rw-r--r--");
  }

  @Test
  void libAndBinLieBelowUsr() throws IOException {
    RootTree tree = new RootTree(root);
    tree.file("lib/x86_64-linux-gnu/libc.so.6", false, text("c"));
    tree.link("lib64/ld.so", "/lib/x86_64-linux-gnu/ld.so");
    tree.file("usr/bin/env", true, text("env"));
    tree.complete();
    assertThat(root.resolve("usr/lib/x86_64-linux-gnu/libc.so.6")).hasContent("c");
    assertThat(Files.readSymbolicLink(root.resolve("lib64"))).hasToString("usr/lib64");
    assertThat(root.resolve("bin/env")).hasContent("env");
    assertThat(Files.exists(root.resolve("libx32"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void namesAreTheSameInEveryLocale() throws IOException {
    new RootTree(root).file("Főtanúsítvány.crt", false, text("x"));
    assertThat(root.resolve("F%C5%91tan%C3%BAs%C3%ADtv%C3%A1ny.crt")).exists();
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
