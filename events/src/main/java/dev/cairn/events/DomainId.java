// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The CDEvents name of something that a tool without CDEvents made (links of the 0.6 draft):
///
/// ```
/// cdevents:v0:github::acme:shop:pr:412        → change:https://github.com/acme/shop/pull/412
/// cdevents:v0:::::artifact:pkg%3Aoci%2Fshop%40sha256%3A9f86… → pkg:oci/shop@sha256:9f86…
/// ```
///
/// Where the provider's address is not known (a provider id, Jira), the text itself is the name.
public record DomainId(
    String provider,
    String providerId,
    String namespace,
    String groups,
    String type,
    String resourceId) {
  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]*|");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final String SCHEME = "cdevents:v0:";

  public static Optional<DomainId> parse(String text) {
    if (!text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String[] parts = text.substring(SCHEME.length()).split(":", -1);
    if (parts.length != 6 || parts[4].isEmpty() || parts[5].isEmpty()) {
      return Optional.empty();
    }
    if (BROKEN_ESCAPE.matcher(text).find()) {
      return Optional.empty();
    }
    if (!PROVIDER.matcher(parts[0]).matches()
        || parts[3].startsWith("/")
        || parts[3].endsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(new DomainId(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]));
  }

  @Override
  public String toString() {
    return SCHEME + String.join(":", provider, providerId, namespace, groups, type, resourceId);
  }

  /// The same thing as the other tools name it; empty where it is a definition, or malformed.
  public Optional<Identity> identity() {
    return switch (type) {
      case "pr", "mr" -> Optional.of(Identity.change(changeUrl().orElse(toString())));
      case "commit" -> Identity.ofCommit(resourceId);
      case "issue" -> Optional.of(Identity.ticket(issueUrl().orElse(toString())));
      case "execution" -> Optional.of(Identity.run(runUrl().orElse(toString())));
      case "artifact" -> Identity.ofPackage(decoded());
      case "alert" -> Optional.of(Identity.alert(toString()));
      case "environment" -> Optional.of(Identity.environment(decoded()));
      case "branch" -> repositoryUrl().map(url -> Identity.branch(url, decoded()));
      case "tag" -> repositoryUrl().map(url -> Identity.tag(url, decoded()));
      default -> Optional.empty();
    };
  }

  private String decoded() {
    try {
      return URLDecoder.decode(resourceId.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return resourceId;
    }
  }

  private Optional<String> repositoryUrl() {
    if (!providerId.isEmpty() || namespace.isEmpty() || groups.isEmpty()) {
      return Optional.empty();
    }
    return switch (provider) {
      case "github" -> Optional.of("https://github.com/" + namespace + "/" + groups);
      case "gitlab" -> Optional.of("https://gitlab.com/" + namespace + "/" + groups);
      default -> Optional.empty();
    };
  }

  private Optional<String> changeUrl() {
    String middle = provider.equals("gitlab") ? "/-/merge_requests/" : "/pull/";
    return repositoryUrl().map(url -> url + middle + resourceId);
  }

  private Optional<String> issueUrl() {
    String middle = provider.equals("gitlab") ? "/-/issues/" : "/issues/";
    return repositoryUrl().map(url -> url + middle + resourceId);
  }

  private Optional<String> runUrl() {
    String middle = provider.equals("gitlab") ? "/-/pipelines/" : "/actions/runs/";
    return repositoryUrl().map(url -> url + middle + resourceId);
  }
}
