// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Package URLs in the one canonical form of the purl specification, however a sender escaped them:
///
/// ```
/// pkg:oci/Shop@sha256%3A9f86…?tag=1&repository_url=registry.example/acme/shop
/// pkg:oci/shop@sha256:9f86…?repository_url=registry.example%2Facme%2Fshop&tag=1
/// ```
///
/// The library parses; the text is written here, because it escapes `:` and the specification does
/// not.
public record PackageUrl(String canonical, Optional<String> version) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /// Types whose names are compared without case, beyond those that the library knows.
  private static boolean isLowerCase(String type) {
    return type.equals("oci") || type.equals("golang");
  }

  public static Optional<PackageUrl> parse(String text) {
    if (!text.startsWith("pkg:") || text.length() > 4096) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(new PackageURL(text)));
    } catch (MalformedPackageURLException
        | IllegalArgumentException
        | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /// `pkg:oci/shop@sha256:…` of an image called `acme/Shop` in some registry.
  public static PackageUrl oci(String repository, String digest) {
    String name = repository.substring(repository.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return new PackageUrl("pkg:oci/" + escape(name) + "@" + escape(digest), Optional.of(digest));
  }

  /// Of a package of another type; empty where the parts do not make one.
  public static Optional<PackageUrl> of(
      String type, String namespace, String name, String version) {
    String middle = namespace.isEmpty() ? "" : escape(namespace) + "/";
    return parse("pkg:%s/%s%s@%s".formatted(type, middle, escape(name), escape(version)));
  }

  /// The digest that the version is, as `sha256:…`.
  public Optional<String> digest() {
    return version.filter(text -> DIGEST.matcher(text).matches());
  }

  private static PackageUrl of(PackageURL url) {
    String type = url.getType().toLowerCase(Locale.ROOT);
    var text = new StringBuilder("pkg:").append(type).append('/');
    segments(cased(type, url.getNamespace()))
        .forEach(segment -> text.append(escape(segment)).append('/'));
    text.append(escape(cased(type, url.getName())));
    Optional<String> version = Optional.ofNullable(url.getVersion()).filter(v -> !v.isEmpty());
    version.ifPresent(value -> text.append('@').append(escape(value)));
    Map<String, String> qualifiers =
        url.getQualifiers() == null ? Map.of() : new TreeMap<>(url.getQualifiers());
    if (!qualifiers.isEmpty()) {
      text.append('?')
          .append(
              qualifiers.entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + escape(entry.getValue()))
                  .collect(Collectors.joining("&")));
    }
    String subpath =
        segments(Optional.ofNullable(url.getSubpath()).orElse(""))
            .map(PackageUrl::escape)
            .collect(Collectors.joining("/"));
    if (!subpath.isEmpty()) {
      text.append('#').append(subpath);
    }
    return new PackageUrl(text.toString(), version);
  }

  private static String cased(String type, @Nullable String text) {
    String there = text == null ? "" : text;
    return isLowerCase(type) ? there.toLowerCase(Locale.ROOT) : there;
  }

  private static Stream<String> segments(String path) {
    return Stream.of(path.split("/")).filter(segment -> !segment.isEmpty());
  }

  private static String escape(String text) {
    var out = new StringBuilder();
    for (byte raw : text.getBytes(StandardCharsets.UTF_8)) {
      int value = raw & 0xff;
      boolean plain =
          (value >= 'a' && value <= 'z')
              || (value >= 'A' && value <= 'Z')
              || (value >= '0' && value <= '9')
              || ".-_~:".indexOf(value) >= 0;
      if (plain) {
        out.append((char) value);
      } else {
        out.append('%').append("%02X".formatted(value));
      }
    }
    return out.toString();
  }
}
