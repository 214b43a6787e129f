// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// A small Debian archive on this machine, signed by a key of its own, in which anything can be
/// made wrong.
final class TestArchive implements AutoCloseable {
  private static final List<String> SUITES =
      List.of("bookworm", "bookworm-updates", "bookworm-security");

  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final TestKey key;
  private final StringBuilder index = new StringBuilder();

  private TestArchive(HttpServer server, TestKey key) {
    this.server = server;
    this.key = key;
  }

  static TestArchive open(TestKey key) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestArchive archive = new TestArchive(server, key);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          synchronized (archive.asked) {
            archive.asked.add(path);
          }
          byte[] body = archive.files.get(path);
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            if (body != null) {
              out.write(body);
            }
          }
        });
    server.start();
    return archive;
  }

  /// What a Debian with this cache needs to use this archive.
  Map<String, String> environment(Path keyring) throws IOException {
    Files.write(keyring, key.publicKeys());
    String mirror = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "CAIRN_DEBIAN_MIRROR",
        mirror + "/debian " + mirror + "/debian-security",
        "CAIRN_DEBIAN_KEYRING",
        keyring.toString());
  }

  /// Adds a package; its files are `path → text`, a path that ends with a slash is a folder.
  TestArchive with(String name, String fields, Map<String, String> content) throws IOException {
    String control = "Package: %s\nVersion: 1.0-1\nArchitecture: amd64\n%s".formatted(name, fields);
    byte[] deb = deb(control, content);
    String path = "pool/main/%s/%s_1.0-1_amd64.deb".formatted(name, name);
    files.put("/debian/" + path, deb);
    index
        .append(control)
        .append(
            "Filename: %s\nSize: %d\nSHA256: %s\n\n"
                .formatted(path, deb.length, Digest.of(deb).hex()));
    return this;
  }

  /// Signs and serves all three suites.
  ///
  /// @param fields further lines of each Release
  TestArchive published(String fields) throws Exception {
    for (String suite : SUITES) {
      byte[] packages = xz(suite.equals("bookworm") ? index.toString() : "");
      String hex = Digest.of(packages).hex();
      String base =
          "/debian%s/dists/%s/".formatted(suite.endsWith("security") ? "-security" : "", suite);
      files.put(base + "main/binary-amd64/by-hash/SHA256/" + hex, packages);
      String release =
          "Origin: Debian\nCodename: %s\n%sSHA256:\n %s %d main/binary-amd64/Packages.xz\n"
              .formatted(suite, fields, hex, packages.length);
      files.put(base + "InRelease", key.clearSigned(release).getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /// Changes a file that is served; `from` is a text in it.
  void alter(String path, String from, String to) {
    byte[] before = files.getOrDefault(path, new byte[0]);
    String text = new String(before, StandardCharsets.ISO_8859_1);
    files.put(path, text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  void serve(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  private static byte[] deb(String control, Map<String, String> content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var ar = new ArArchiveOutputStream(bytes)) {
      member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      member(ar, "control.tar.xz", xz(tar(Map.of("./control", control))));
      member(ar, "data.tar.xz", xz(tar(content)));
    }
    return bytes.toByteArray();
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] content)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
    ar.write(content);
    ar.closeArchiveEntry();
  }

  static byte[] tar(Map<String, String> content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, String> file : content.entrySet()) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(text.length);
        entry.setMode(04755);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(String text) throws IOException {
    return xz(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] xz(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var xz = new XZOutputStream(bytes, new LZMA2Options(0))) {
      xz.write(content);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
