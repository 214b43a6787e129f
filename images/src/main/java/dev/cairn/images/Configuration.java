// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.images.Lock.LockedPackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What the packages' own scripts would have made after unpacking. They are never run: that would
/// need their platform, root, and would not give the same bytes twice. So the few things that
/// programs miss without them are made here:
///
/// ```
/// /usr/bin/java → /usr/lib/jvm/…          alternatives: .jinfo files, and `update-alternatives` lines
/// /etc/ssl/certs/ca-certificates.crt      and Java's cacerts, from ca-certificates
/// /bin/sh, passwd, group, hosts, nsswitch.conf, os-release
/// /var/lib/dpkg/status                    so that scanners see the packages
/// ```
final class Configuration {
  private static final String CERTIFICATES = "usr/share/ca-certificates";
  private static final List<String> EMPTY_FOLDERS =
      List.of(
          "dev",
          "etc",
          "home",
          "mnt",
          "opt",
          "proc",
          "root",
          "run",
          "srv",
          "sys",
          "tmp",
          "usr/bin",
          "usr/lib",
          "usr/sbin",
          "var/lib",
          "var/tmp");
  private static final Map<String, String> RELEASES =
      Map.of("bullseye", "11", "bookworm", "12", "trixie", "13", "forky", "14");

  private final RootTree tree;
  private final Lock lock;
  private final SortedMap<String, DebFile> packages;

  Configuration(RootTree tree, Lock lock, SortedMap<String, DebFile> packages) {
    this.tree = tree;
    this.lock = lock;
    this.packages = packages;
  }

  void apply() throws IOException {
    for (String folder : EMPTY_FOLDERS) {
      tree.directory(folder);
    }
    alternatives();
    shell();
    certificates();
    names();
    database();
    tree.complete();
  }

  private void alternatives() throws IOException {
    List<Alternative> all = new ArrayList<>(javas());
    packages.values().forEach(deb -> all.addAll(Alternative.installedBy(deb.afterwards())));
    Map<String, Alternative> best = new HashMap<>();
    for (Alternative alternative : all) {
      if (tree.has(alternative.target())) {
        best.merge(alternative.link(), alternative, Alternative::better);
      }
    }
    for (Alternative alternative : best.values()) {
      if (!tree.has(alternative.link())) {
        tree.link(alternative.link(), alternative.target());
      }
    }
  }

  private List<Alternative> javas() throws IOException {
    List<Alternative> all = new ArrayList<>();
    if (!tree.has("usr/lib/jvm")) {
      return all;
    }
    for (Path file : children(tree.place("usr/lib/jvm"))) {
      if (file.getFileName().toString().endsWith(".jinfo")) {
        all.addAll(Alternative.inJavaInfo(Files.readString(file)));
      }
    }
    return all;
  }

  private void shell() throws IOException {
    if (tree.has("usr/bin/sh")) {
      return;
    }
    for (String shell : List.of("dash", "bash")) {
      if (tree.has("usr/bin/" + shell)) {
        tree.link("usr/bin/sh", shell);
        return;
      }
    }
  }

  private void certificates() throws IOException {
    if (!tree.has(CERTIFICATES)) {
      return;
    }
    var bundle = new StringBuilder();
    List<Path> files = new ArrayList<>();
    for (Path owner : children(tree.place(CERTIFICATES))) {
      children(owner).stream().filter(f -> f.toString().endsWith(".crt")).forEach(files::add);
    }
    for (Path file : files) {
      bundle.append(Files.readString(file, StandardCharsets.US_ASCII).strip()).append('\n');
    }
    tree.file("etc/ssl/certs/ca-certificates.crt", bundle.toString());
    tree.file("etc/ssl/certs/java/cacerts", false, JavaKeystore.of(files).open());
  }

  private void names() throws IOException {
    make(
        "etc/passwd",
        """
        root:x:0:0:root:/root:/bin/sh
        nobody:x:65534:65534::/nonexistent:/bin/sh
        cairn:x:1000:1000::/tmp:/bin/sh
        """);
    make("etc/group", "root:x:0:\nnogroup:x:65534:\ncairn:x:1000:\n");
    make("etc/hosts", "127.0.0.1 localhost cairn\n::1 localhost ip6-localhost\n");
    make(
        "etc/nsswitch.conf",
        "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n");
    make("etc/resolv.conf", "");
    make("usr/lib/os-release", osRelease());
    if (!tree.has("etc/os-release")) {
      tree.link("etc/os-release", "../usr/lib/os-release");
    }
  }

  private String osRelease() {
    String number = RELEASES.getOrDefault(lock.suite(), "");
    String version =
        number.isEmpty()
            ? ""
            : "VERSION_ID=\"%s\"\nVERSION=\"%s (%s)\"\n".formatted(number, number, lock.suite());
    return "PRETTY_NAME=\"Debian GNU/Linux %s\"\nNAME=\"Debian GNU/Linux\"\n%sVERSION_CODENAME=%s\nID=debian\n"
        .formatted((number + " (" + lock.suite() + ")").strip(), version, lock.suite());
  }

  private void database() throws IOException {
    var status = new StringBuilder();
    for (LockedPackage locked : lock.packages()) {
      DebFile deb = packages.get(locked.name());
      if (deb != null) {
        status.append(installed(deb.control())).append('\n');
      }
    }
    tree.file("var/lib/dpkg/status", status.toString());
  }

  /// The stanza, with its state after the first line.
  private static String installed(String control) throws IOException {
    var lines = new StringBuilder();
    try (BufferedReader reader = new BufferedReader(new StringReader(control))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        lines.append(line).append('\n');
        if (line.startsWith("Package:")) {
          lines.append("Status: install ok installed\n");
        }
      }
    }
    return lines.toString();
  }

  private void make(String path, String text) throws IOException {
    if (!tree.has(path)) {
      tree.file(path, text);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }
}
