// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a mirror may try, against an archive whose every byte the test decides.
final class DebianArchiveIT {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));
  private static final String RELEASE = "/debian/dists/bookworm/InRelease";

  @TempDir Path folder;

  private static TestKey key;
  private TestArchive archive;

  @BeforeAll
  static void key() throws Exception {
    key = TestKey.make();
  }

  @BeforeEach
  void publish() throws Exception {
    archive =
        TestArchive.open(key)
            .with(
                "hello", "Depends: library (>= 1.0), shell | other\n", Map.of("./bin/hello", "hi"))
            .with("library", "", Map.of("./lib/library.so", "code"))
            .with("dash", "Provides: shell\n", Map.of("./bin/dash", "sh"))
            .with("essential", "Essential: yes\n", Map.of("./bin/never", "no"))
            .published("");
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  @Test
  void aSignedArchiveIsLockedAndUnpacked() throws Exception {
    Debian debian = open(Map.of());
    Lock lock = lock(debian, "hello");
    assertThat(lock.packages())
        .extracting(Lock.LockedPackage::name)
        .containsExactly("dash", "hello", "library");
    RootFileSystem root = debian.root(lock, Progress.silent());
    assertThat(Files.readString(root.path().resolve("usr/bin/hello"))).isEqualTo("hi");
    assertThat(Files.readSymbolicLink(root.path().resolve("bin"))).hasToString("usr/bin");
    assertThat(Files.readSymbolicLink(root.path().resolve("usr/bin/sh"))).hasToString("dash");
    assertThat(Files.readString(root.path().resolve("var/lib/dpkg/status")))
        .startsWith("Package: dash\nStatus: install ok installed\nVersion: 1.0-1\n");
    assertThat(root.path().resolve("usr/lib64")).doesNotExist();
  }

  @Test
  void nothingIsAskedTwice() throws Exception {
    Debian first = open(Map.of());
    Lock lock = lock(first, "hello");
    first.root(lock, Progress.silent());
    int asked = archive.asked().size();
    Debian second = open(Map.of());
    second.root(lock(second, "hello"), Progress.silent());
    assertThat(archive.asked()).hasSize(asked);
  }

  @Test
  void theLockNamesNoMirror() throws Exception {
    assertThat(lock(open(Map.of()), "hello").text()).doesNotContain("127.0.0.1", "http");
  }

  @Test
  void anAlteredIndexIsRefused() {
    archive.alter(RELEASE, "Origin: Debian", "Origin: Debiam");
    refused("the signature by key", "It was altered on the way; ask another mirror.");
  }

  @Test
  void anUnsignedIndexIsRefused() {
    archive.serve(RELEASE, "Origin: Debian\nCodename: bookworm\n".getBytes(StandardCharsets.UTF_8));
    refused("not signed (expected: ");
  }

  @Test
  void anIndexSignedByAForeignKeyIsRefused() throws Exception {
    archive.serve(
        RELEASE,
        TestKey.make()
            .clearSigned("Origin: Debian\nCodename: bookworm\n")
            .getBytes(StandardCharsets.UTF_8));
    refused("no signature by a key of ", "Install debian-archive-keyring,");
  }

  @Test
  void textBeforeOrAfterTheSignedPartIsNotBelieved() {
    archive.alter(RELEASE, "-----BEGIN PGP SIGNED", "Origin: Debian\n-----BEGIN PGP SIGNED");
    refused("not signed (expected: ");
  }

  @Test
  void anIndexOfAnotherSuiteIsRefused() throws Exception {
    archive.serve(
        RELEASE,
        key.clearSigned("Origin: Debian\nCodename: buster\n").getBytes(StandardCharsets.UTF_8));
    refused("it is of suite \"buster\" (expected: bookworm)");
  }

  @Test
  void anIndexPastItsDateIsRefusedUnlessItIsAllowed() throws Exception {
    archive.published("Valid-Until: Fri, 20 Nov 2026 00:12:41 UTC\n");
    refused("valid until 2026-11-20T00:12:41Z", "CAIRN_DEBIAN_ALLOW_EXPIRED=true");
    Debian allowed = open(Map.of("CAIRN_DEBIAN_ALLOW_EXPIRED", "true"));
    assertThat(lock(allowed, "hello").packages()).hasSize(3);
  }

  @Test
  void packagesThatAreNotWhatTheIndexSaysAreRefused() throws Exception {
    Debian debian = open(Map.of());
    Lock lock = lock(debian, "hello");
    archive.alter(
        "/debian/pool/main/hello/hello_1.0-1_amd64.deb", "debian-binary", "debian-bimary");
    assertThatThrownBy(() -> debian.root(lock, Progress.silent()))
        .isInstanceOf(UntrustedIndexException.class)
        .hasMessageContaining("as the signed index says");
    assertThat(folder.resolve("cache/roots")).doesNotExist();
  }

  @Test
  void aPackageThatHasLeftTheMirrorIsSaidSo() throws Exception {
    Debian debian = open(Map.of());
    Lock lock = lock(debian, "hello");
    Lock gone =
        Lock.parse(
            lock.text().replace("pool/main/hello/hello_1.0-1", "pool/main/hello/hello_0.9-1"));
    assertThatThrownBy(() -> debian.root(gone, Progress.silent()))
        .hasMessageContaining("download package hello 1.0-1: not on the mirror")
        .hasMessageContaining("Packages leave mirrors: delete the lock");
  }

  @Test
  void anUnknownPackageIsNamed() {
    assertThatThrownBy(() -> lock(open(Map.of()), "helo"))
        .isInstanceOf(UnknownPackageException.class)
        .hasMessageStartingWith("resolve package helo: not in the index");
  }

  @Test
  void withoutAnyMirrorItSaysWhatToDo() throws Exception {
    Path apt = Files.createDirectory(folder.resolve("apt"));
    Debian debian = Debian.open(folder.resolve("cache"), apt, Map.of(), NOW);
    assertThatThrownBy(() -> lock(debian, "hello"))
        .hasMessageContaining("no mirror in " + apt)
        .hasMessageContaining("CAIRN_DEBIAN_MIRROR");
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> lock(open(Map.of()), "hello"))
        .isInstanceOf(UntrustedIndexException.class)
        .hasMessageContainingAll(words);
    assertThat(folder.resolve("cache/locks")).doesNotExist();
  }

  private Debian open(Map<String, String> more) throws IOException {
    var environment = new HashMap<>(archive.environment(folder.resolve("keys.gpg")));
    environment.putAll(more);
    Path apt = Files.createDirectories(folder.resolve("apt"));
    return Debian.open(folder.resolve("cache"), apt, environment, NOW);
  }

  private static Lock lock(Debian debian, String wanted) throws Exception {
    return debian.lock("bookworm", List.of(wanted), Platform.LINUX_AMD64, Progress.silent());
  }
}
