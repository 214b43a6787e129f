// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What dpkg says is installed:
///
/// ```
/// Package: zlib1g
/// Status: install ok installed
/// Architecture: amd64
/// Source: zlib (1:1.2.13.dfsg-1)
/// Version: 1:1.2.13.dfsg-1+b1
/// ```
final class DebianPackages {
  /// Where dpkg, and images without dpkg, keep it.
  private static final Pattern PLACE =
      Pattern.compile("var/lib/dpkg/(status|status\\.d/[^/]+(?<!\\.md5sums))");

  private static final Pattern SOURCE = Pattern.compile("([^ ]+)(?: \\(([^)]+)\\))?");

  private DebianPackages() {}

  static boolean isStatus(String path) {
    return PLACE.matcher(path).matches();
  }

  /// `12`, of an os-release file; empty if it is not Debian's.
  static String release(String osRelease) {
    Map<String, String> fields = new HashMap<>();
    osRelease
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> fields.put(pair[0], pair[1].replace("\"", "").strip()));
    return fields.getOrDefault("ID", "").equals("debian")
        ? fields.getOrDefault("VERSION_ID", "")
        : "";
  }

  /// @param release of the image that the file lies in
  static List<Component> parse(String status, String release, String path) {
    List<Component> components = new ArrayList<>();
    for (String stanza : status.split("\n\n+", -1)) {
      Map<String, String> fields = fields(stanza);
      boolean isInstalled =
          fields.getOrDefault("Status", "install ok installed").endsWith(" installed");
      if (isInstalled && fields.containsKey("Package") && fields.containsKey("Version")) {
        components.add(component(fields, release, path));
      }
    }
    return components;
  }

  private static Map<String, String> fields(String stanza) {
    Map<String, String> fields = new HashMap<>();
    for (String line : stanza.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static Component component(Map<String, String> fields, String release, String path) {
    String name = fields.getOrDefault("Package", "");
    String version = fields.getOrDefault("Version", "");
    String architecture = fields.getOrDefault("Architecture", "");
    Matcher source = SOURCE.matcher(fields.getOrDefault("Source", name));
    String sourceName = name;
    String sourceVersion = version;
    if (source.matches()) {
      sourceName = source.group(1);
      sourceVersion = source.group(2) == null ? version : source.group(2);
    }
    Purl purl =
        Purl.of("deb", "debian", name, version)
            .with("arch", architecture)
            .with("distro", release.isEmpty() ? "debian" : "debian-" + release);
    return new Component(
        purl.text(),
        name,
        version,
        new Component.Known.Debian(release, sourceName, sourceVersion),
        path);
  }
}
