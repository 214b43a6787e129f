// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a string names when the string as a whole is a name: a domainId, a package URL with a
/// version, a digest, a commit behind `@` of a `git+` address, or the web address that a forge
/// gives to a change or a run.
///
/// ```
/// "sha256:9f86…"                                     → digest:sha256:9f86…
/// "git+https://github.com/acme/shop@4f2c…"           → commit:4f2c…
/// "https://github.com/acme/shop/pull/412"            → change:https://github.com/acme/shop/pull/412
/// "fixes sha256:9f86…", "4f2c1a9"                     → nothing
/// ```
public final class Mention {
  private static final int LONGEST = 4096;
  private static final Pattern GIT =
      Pattern.compile("git\\+[a-z]+://[^@]+(?:@[^@/]+)?@([0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?:#.*)?");
  private static final Pattern CHANGE =
      Pattern.compile("(https?://[^\\s?#]+/(?:pull|pulls|merge_requests|pull-requests)/\\d+)/?");
  private static final Pattern RUN =
      Pattern.compile("(https?://[^\\s?#]+/(?:actions/runs|-/pipelines|-/jobs)/\\d+)/?");

  private Mention() {}

  /// All names of the one thing that the string names; empty where it names nothing.
  public static SortedSet<Identity> of(String text) {
    if (text.length() > LONGEST) {
      return new TreeSet<>();
    }
    SortedSet<Identity> artifact = Identity.ofArtifact(text);
    if (!artifact.isEmpty()) {
      return artifact;
    }
    var found = new TreeSet<Identity>();
    single(text).ifPresent(found::add);
    found.stream()
        .filter(identity -> identity.kind().equals("pkg"))
        .findFirst()
        .ifPresent(identity -> found.addAll(Identity.ofArtifact(identity.value())));
    return found;
  }

  private static Optional<Identity> single(String text) {
    Optional<DomainId> domainId = DomainId.parse(text);
    if (domainId.isPresent()) {
      return domainId.flatMap(DomainId::identity);
    }
    Matcher git = GIT.matcher(text);
    if (git.matches()) {
      return Identity.ofCommit(git.group(1));
    }
    Matcher change = CHANGE.matcher(text);
    if (change.matches()) {
      return Identity.of("change:" + change.group(1));
    }
    Matcher run = RUN.matcher(text);
    return run.matches() ? Identity.of("run:" + run.group(1)) : Optional.empty();
  }
}
