// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What this machine's own apt is told, in both of its forms:
///
/// ```
/// deb [signed-by=/usr/share/keyrings/k.gpg] http://mirror/debian bookworm main
///
/// Types: deb
/// URIs: http://mirror/debian
/// Suites: bookworm bookworm-updates
/// Components: main
/// ```
final class AptConfiguration {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s+)?(\\S+)\\s+(\\S+)(.*)");
  private static final Pattern IGNORES_DATES =
      Pattern.compile("(?mi)^\\s*Acquire::Check-Valid-Until\\s+\"?(?:false|no|0)\"?\\s*;");

  private final Path folder;

  /// @param folder `/etc/apt`
  AptConfiguration(Path folder) {
    this.folder = folder;
  }

  /// All sources of main that are reached by HTTP.
  List<AptSource> sources() throws IOException {
    var sources = new ArrayList<AptSource>();
    for (Path file : files()) {
      String text = Files.readString(file);
      sources.addAll(file.toString().endsWith(".sources") ? parseStanzas(text) : parseLines(text));
    }
    return sources;
  }

  /// Whether the machine's administrator lets apt use an index that is past its date.
  boolean ignoresDates() throws IOException {
    for (Path file : sorted("apt.conf.d")) {
      if (IGNORES_DATES.matcher(Files.readString(file)).find()) {
        return true;
      }
    }
    Path main = folder.resolve("apt.conf");
    return Files.isRegularFile(main) && IGNORES_DATES.matcher(Files.readString(main)).find();
  }

  static List<AptSource> parseLines(String text) {
    var sources = new ArrayList<AptSource>();
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher matcher = ONE_LINE.matcher(line);
      if (matcher.matches() && hasMain(matcher.group(4))) {
        String options = matcher.group(1) == null ? "" : matcher.group(1);
        add(sources, List.of(matcher.group(2)), List.of(matcher.group(3)), signedBy(options));
      }
    }
    return sources;
  }

  static List<AptSource> parseStanzas(String text) {
    var sources = new ArrayList<AptSource>();
    for (String stanza : text.split("\\n\\s*\\n", -1)) {
      Map<String, String> fields = fields(stanza);
      boolean isOn = !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
      if (isOn
          && words(fields.getOrDefault("types", "")).contains("deb")
          && hasMain(fields.getOrDefault("components", ""))) {
        add(
            sources,
            words(fields.getOrDefault("uris", "")),
            words(fields.getOrDefault("suites", "")),
            keys(fields.getOrDefault("signed-by", "")));
      }
    }
    return sources;
  }

  private static void add(
      List<AptSource> sources, List<String> uris, List<String> suites, List<String> signedBy) {
    for (String uri : uris) {
      if (uri.startsWith("http://") || uri.startsWith("https://")) {
        suites.forEach(suite -> sources.add(new AptSource(URI.create(uri), suite, signedBy)));
      }
    }
  }

  /// Names in lower case; a continued line is kept with its line break, as an inline key needs it.
  private static Map<String, String> fields(String stanza) {
    var fields = new HashMap<String, String>();
    String name = "";
    for (String line : stanza.lines().filter(line -> !line.startsWith("#")).toList()) {
      int colon = line.indexOf(':');
      if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
        String more = line.strip().equals(".") ? "" : line.strip();
        fields.merge(name, more, (a, b) -> a + "\n" + b);
      } else if (colon > 0) {
        name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.put(name, line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static List<String> keys(String field) {
    return field.contains("-----BEGIN PGP") ? List.of(field.strip()) : split(field, "[\\s,]+");
  }

  private static List<String> signedBy(String options) {
    for (String option : words(options)) {
      if (option.toLowerCase(Locale.ROOT).startsWith("signed-by=")) {
        return split(option.substring("signed-by=".length()), ",");
      }
    }
    return List.of();
  }

  private static boolean hasMain(String components) {
    return words(components).contains("main");
  }

  private static List<String> words(String text) {
    return split(text, "\\s+");
  }

  private static List<String> split(String text, String by) {
    return Arrays.stream(text.strip().split(by, -1)).filter(word -> !word.isEmpty()).toList();
  }

  private List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Path main = folder.resolve("sources.list");
    if (Files.isRegularFile(main)) {
      files.add(main);
    }
    for (Path file : sorted("sources.list.d")) {
      if (file.toString().endsWith(".list") || file.toString().endsWith(".sources")) {
        files.add(file);
      }
    }
    return files;
  }

  private List<Path> sorted(String name) throws IOException {
    Path parts = folder.resolve(name);
    if (!Files.isDirectory(parts)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(parts)) {
      return list.filter(Files::isRegularFile)
          .filter(Files::isReadable)
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
