// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.images.RootFileSystem.Entry;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real packages from the mirror of this machine, run in a real sandbox.
final class DebianIT {
  private static final String[] JDK = {"openjdk-17-jdk-headless"};

  private Path scratch = Path.of("/");

  @BeforeEach
  void scratch() throws IOException {
    scratch = Files.createTempDirectory("cairn-debian-");
  }

  @AfterEach
  void leaveNothing() throws IOException {
    Leftovers.delete(scratch);
  }

  @Test
  void javaIsTheLockedPackages() throws Exception {
    RootFileSystem jdk = TestCache.root(Platform.ofThisMachine(), JDK);
    String version =
        jdk.lock().packages().stream()
            .filter(locked -> locked.name().equals("openjdk-17-jdk-headless"))
            .findFirst()
            .orElseThrow()
            .version();
    assertThat(said(Command.in(jdk.path(), "java", "-version")))
        .contains("build " + version.substring(0, version.indexOf('+')));
  }

  @Test
  void aProgramIsCompiledAndRunsAsAUserWithANameAndAHost() throws Exception {
    Path jdk = TestCache.root(Platform.ofThisMachine(), JDK).path();
    Path source = Files.createDirectory(scratch.resolve("src"));
    Path out = Files.createDirectory(scratch.resolve("out"));
    Files.writeString(
        source.resolve("Hello.java"),
        """
        class Hello {
          public static void main(String[] args) throws Exception {
            var trusted = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
            trusted.init((java.security.KeyStore) null);
            int certificates =
                ((javax.net.ssl.X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers().length;
            System.out.println("hello " + System.getProperty("user.name")
                + " at " + java.net.InetAddress.getLocalHost()
                + (certificates > 100 ? " with certificates" : " without certificates"));
          }
        }
        """);
    said(
        Command.in(jdk, "javac", "-d", "/out", "/src/Hello.java")
            .with(Mount.readOnly(source, "/src"))
            .with(Mount.writable(out, "/out")));
    assertThat(
            said(Command.in(jdk, "java", "-cp", "/app", "Hello").with(Mount.readOnly(out, "/app"))))
        .isEqualTo("hello cairn at cairn/127.0.0.1 with certificates\n");
  }

  @Test
  void curlRuns() throws Exception {
    Path curl = TestCache.root(Platform.ofThisMachine(), "curl").path();
    assertThat(said(Command.in(curl, "curl", "--version"))).startsWith("curl 7.88.1");
  }

  @Test
  void aRootForAnotherPlatformIsAssembledWithoutRunningAnythingOfIt() throws Exception {
    RootFileSystem root = TestCache.root(Platform.LINUX_ARM64, "curl");
    byte[] header = Files.readAllBytes(root.path().resolve("usr/bin/curl"));
    assertThat(Arrays.copyOfRange(header, 18, 20)).as("ELF machine").containsExactly(183, 0);
    assertThat(root.path().resolve("lib/aarch64-linux-gnu/libc.so.6")).exists();
    assertThat(Files.readString(root.path().resolve("var/lib/dpkg/status")))
        .contains("Package: curl\nStatus: install ok installed\n", "Architecture: arm64");
  }

  @Test
  void equalLocksGiveEqualBytes() throws Exception {
    RootFileSystem one = TestCache.root(Platform.LINUX_AMD64, "curl");
    Path packages = TestCache.folder().resolve("packages");
    Files.createSymbolicLink(scratch.resolve("packages"), packages);
    RootFileSystem other =
        Debian.open(scratch, Map.of(), InstantSource.system()).root(one.lock(), Progress.silent());
    assertThat(other.path()).isNotEqualTo(one.path());
    assertThat(contents(other)).isEqualTo(contents(one));
  }

  @Test
  void entriesAreSortedAndHaveNoSpecialBits() throws Exception {
    List<Entry> entries = TestCache.root(Platform.LINUX_AMD64, "curl").entries();
    assertThat(entries)
        .extracting(Entry::path)
        .isSorted()
        .contains("usr/bin/curl", "bin", "etc/passwd");
    assertThat(entries)
        .allSatisfy(entry -> {
          if (entry instanceof Entry.File file) {
            assertThat(file.mode()).isIn(0644, 0755);
          }
        });
    assertThat(entries)
        .contains(new Entry.Link("bin", "usr/bin"), new Entry.Directory("tmp", 01777));
  }

  @Test
  void theSecondTimeNoMirrorIsAsked() throws Exception {
    TestCache.root(Platform.LINUX_AMD64, "curl");
    Debian offline =
        Debian.open(
            TestCache.folder(),
            Map.of("CAIRN_DEBIAN_MIRROR", "http://127.0.0.1:1/debian"),
            InstantSource.system());
    Lock lock = offline.lock("bookworm", List.of("curl"), Platform.LINUX_AMD64, Progress.silent());
    assertThat(offline.root(lock, Progress.silent()).path()).isDirectory();
  }

  @Test
  void bubblewrapComesFromPackagesWhereTheMachineHasNone() throws Exception {
    var toolbox = new Toolbox(TestCache.debian(), Map.of("PATH", scratch.toString()));
    List<String> bubblewrap = toolbox.sandbox(Progress.silent()).bubblewrap();
    assertThat(bubblewrap.getFirst()).contains("/ld-linux");
    Process process = new ProcessBuilder(bubblewrap).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("usage: ");
  }

  private static List<String> contents(RootFileSystem root) throws IOException {
    return root.entries().stream()
        .map(entry ->
            switch (entry) {
              case Entry.Directory(var path, var mode) -> path + " " + mode;
              case Entry.File(var path, var mode, _, var file) ->
                  path + " " + mode + " " + digest(file);
              case Entry.Link(var path, var target) -> path + " > " + target;
            })
        .toList();
  }

  private static String digest(Path file) {
    try {
      return Digest.of(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String said(Command command) throws Exception {
    var said = new StringBuilder();
    Outcome outcome =
        Sandbox.detect(TestCache.programs())
            .run(
                command,
                (_, bytes, length) ->
                    said.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    assertThat(outcome.passed()).as(outcome.sentence() + "\n" + said).isTrue();
    return said.toString();
  }
}
