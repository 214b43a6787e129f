// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// What jars say they are: by `META-INF/maven/…/pom.properties` (a jar that others were put into
/// has several), else by their manifest and file name, `bank-client-1.0.0.jar`; and the jars inside
/// them. Read by their central directory, as a JVM reads them.
///
/// One thread; bounded in depth, number and bytes.
final class Jars {
  private static final Pattern JAR =
      Pattern.compile(".*\\.(jar|war|ear|par|rar|jmod)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME =
      Pattern.compile("(.+?)(?:-([0-9][A-Za-z0-9.+_-]*))?\\.[A-Za-z]+");
  private static final Pattern POM = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final int DEEPEST = 4;
  private static final int MOST_JARS = 20_000;
  private static final long MOST_BYTES = 8L << 30;
  private static final int LARGEST_TEXT = 1 << 20;

  private final List<Component> components = new ArrayList<>();
  private int jars;
  private long bytes;

  static boolean isJar(String path) {
    return JAR.matcher(path).matches();
  }

  List<Component> components() {
    return List.copyOf(components);
  }

  /// Reads a jar, and those inside it.
  void read(String path, InputStream content) throws IOException {
    read(path, content, 0);
  }

  private void read(String path, InputStream content, int depth) throws IOException {
    jars++;
    Path file = Files.createTempFile("cairn-scan", ".jar");
    try {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      bytes += Files.size(file);
      if (jars > MOST_JARS || bytes > MOST_BYTES || depth > DEEPEST) {
        throw new IOException(
            "scan %s: more than %,d jars, %,d bytes of them, or %d inside one another (expected: fewer)"
                .formatted(path, MOST_JARS, MOST_BYTES, DEEPEST));
      }
      try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
        read(path, zip, depth);
      }
    } catch (ZipException _) {
      // No jar but by its name, which still says something.
      components.add(byName(path, new Attributes()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void read(String path, ZipFile zip, int depth) throws IOException {
    Attributes manifest = new Attributes();
    List<Component> poms = new ArrayList<>();
    for (var entries = zip.entries(); entries.hasMoreElements(); ) {
      ZipEntry entry = entries.nextElement();
      String name = entry.getName();
      if (entry.isDirectory()) {
        continue;
      }
      if (name.equals("META-INF/MANIFEST.MF")) {
        try (InputStream in = zip.getInputStream(entry)) {
          manifest = manifest(in);
        }
      } else if (POM.matcher(name).matches()) {
        try (InputStream in = zip.getInputStream(entry)) {
          pom(path, in, poms);
        }
      } else if (isJar(name)) {
        try (InputStream in = zip.getInputStream(entry)) {
          read(path + "!/" + name, in, depth + 1);
        }
      }
    }
    components.addAll(poms);
    if (poms.isEmpty()) {
      components.add(byName(path, manifest));
    }
  }

  private static Attributes manifest(InputStream in) {
    try {
      return new Manifest(in).getMainAttributes();
    } catch (IOException _) {
      // A manifest that is none says nothing.
      return new Attributes();
    }
  }

  private static void pom(String path, InputStream in, List<Component> poms) throws IOException {
    String text = new String(in.readNBytes(LARGEST_TEXT), StandardCharsets.ISO_8859_1);
    Map<String, String> properties = new HashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> properties.put(pair[0].strip(), pair[1].strip()));
    String group = properties.getOrDefault("groupId", "");
    String artifact = properties.getOrDefault("artifactId", "");
    String version = properties.getOrDefault("version", "");
    if (!group.isEmpty() && !artifact.isEmpty()) {
      poms.add(maven(group, artifact, version, path));
    }
  }

  private static Component maven(String group, String artifact, String version, String path) {
    return new Component(
        Purl.of("maven", group, artifact, version).text(),
        group + ":" + artifact,
        version,
        new Component.Known.Maven(group, artifact),
        path);
  }

  /// By file name, and by what the manifest adds to it.
  private static Component byName(String path, Attributes manifest) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    Matcher name = FILE_NAME.matcher(file);
    String artifact = name.matches() ? name.group(1) : file;
    String version = name.matches() && name.group(2) != null ? name.group(2) : "";
    if (version.isEmpty()) {
      version =
          first(manifest, "Implementation-Version", "Bundle-Version", "Specification-Version");
    }
    String group = first(manifest, "Implementation-Vendor-Id");
    if (group.matches("[A-Za-z0-9_.-]+")) {
      return maven(group.toLowerCase(Locale.ROOT), artifact, version, path);
    }
    return new Component(
        Purl.of("generic", "", artifact, version).text(),
        artifact,
        version,
        new Component.Known.Jar(artifact),
        path);
  }

  private static String first(Attributes manifest, String... names) {
    for (String name : names) {
      String value = manifest.getValue(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }
}
