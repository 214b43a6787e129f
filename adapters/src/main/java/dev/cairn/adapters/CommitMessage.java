// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a commit's message says of other things. All of it is inferred.
///
/// ```
/// Deploy shop                                             the subject line
///
/// sha256:9f86…                                            names the artifact: a config commit
/// Argocd-reference-commit-sha: 4f2c…                      names the source commit: a config commit
/// (cherry picked from commit 77aa…)                       a link, which never carries
/// ```
///
/// A pull request's number (`#412`) is no identity, nor is a short commit.
record CommitMessage(String text) {
  private static final Pattern DIGEST =
      Pattern.compile("(?<![0-9A-Za-z])sha256:([0-9a-f]{64})(?![0-9A-Za-z])");
  private static final Pattern COMMIT =
      Pattern.compile("(?<![0-9A-Za-z:])([0-9a-f]{40}|[0-9a-f]{64})(?![0-9A-Za-z])");
  private static final Pattern TRAILER =
      Pattern.compile(
          "(?mi)^(?:Argocd-reference-commit-sha|Pipecd-Trigger-Commit-Hash|Source-Commit):\\s*([0-9a-f]{40}|[0-9a-f]{64})\\s*$");
  private static final int MOST = 50;

  String subject() {
    return text.strip().lines().findFirst().orElse("");
  }

  /// The title of a commit: its subject line and seven digits.
  String title(Identity commit) {
    String digits = commit.name().substring(0, 7);
    return subject().isEmpty() ? digits : subject() + " " + digits;
  }

  List<Identity> digests() {
    return DIGEST
        .matcher(text)
        .results()
        .limit(MOST)
        .map(found -> Identity.digest("sha256:" + found.group(1)))
        .distinct()
        .toList();
  }

  /// @param isConfig whether the commit is known to be one of a config repository
  List<Statement> says(Identity commit, boolean isConfig) {
    var says = new ArrayList<Statement>();
    for (Identity digest : digests()) {
      names(digest, commit, "commit-message", "the commit's message names the digest", says);
    }
    List<Identity> sources = commits(TRAILER, commit);
    for (Identity source : sources) {
      names(source, commit, "commit-trailer", "a trailer of the commit names it", says);
    }
    for (Identity mentioned : commits(COMMIT, commit)) {
      if (sources.contains(mentioned)) {
        continue;
      }
      if (isConfig) {
        names(mentioned, commit, "commit-message", "the commit's message names it", says);
      } else {
        says.add(Node.bare(NodeKind.COMMIT, mentioned));
        says.add(
            Edge.from(mentioned)
                .to(commit, EdgeKind.PARENT)
                .inferred("commit-message", "the commit's message speaks of it"));
      }
    }
    return says;
  }

  private static void names(
      Identity thing, Identity commit, String rule, String text, List<Statement> says) {
    boolean isArtifact = thing.kind().equals("digest");
    says.add(Node.bare(isArtifact ? NodeKind.ARTIFACT : NodeKind.COMMIT, thing));
    says.add(Node.bare(NodeKind.CONFIG_COMMIT, commit));
    says.add(Edge.from(thing).to(commit, EdgeKind.NAMES).inferred(rule, text));
  }

  private List<Identity> commits(Pattern pattern, Identity self) {
    Matcher matcher = pattern.matcher(text);
    return matcher
        .results()
        .limit(MOST)
        .flatMap(found -> Identity.ofCommit(found.group(1)).stream())
        .filter(identity -> !identity.equals(self))
        .distinct()
        .toList();
  }
}
