// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a CDEvent mentions: rules (b) and (c) of CONTRACT.md over `subject.content` and
/// `customData`, and the domainIds of its links. Bounded: after 1,000 mentions the rest is left.
final class CdEventMentions {
  private static final int MOST = 1_000;
  private static final int LONGEST = 4_096;

  /// Shown, never an identity of the event that holds it.
  private static final Set<String> NEVER =
      Set.of(
          "before",
          "base",
          "base_sha",
          "baseSha",
          "old",
          "oldObject",
          "previous",
          "history",
          "target_oid",
          "merge_commit_sha",
          "says");

  private static final Set<String> PLACES =
      Set.of("repository", "environment", "service", "branch", "tag");
  private static final Set<String> COMMITS =
      Set.of("commit", "sha", "revision", "gitCommit", "head_sha", "commits");

  /// @param key the field that it stands under
  /// @param isThere whether the mention alone tells that there is such a thing; a web address need
  ///   not be a run's or a change's, and is only followed where one has named itself by it
  record Found(
      NodeKind kind, SortedSet<Identity> identities, String key, String rule, boolean isThere) {}

  private final CdEventContext context;
  private final List<Found> found = new ArrayList<>();

  CdEventMentions(CdEventContext context) {
    this.context = context;
  }

  List<Found> read(Json customData) {
    walk("content", context.content(), true);
    walk("customData", customData, false);
    for (Json link : context.data().items("context", "links")) {
      for (String end : List.of("from", "target")) {
        link.text(end, "domainId")
            .map(Mention::of)
            .ifPresent(names -> add(names, end, "explicit-link"));
      }
    }
    return List.copyOf(found);
  }

  private void walk(String key, Json value, boolean isStandard) {
    if (NEVER.contains(key) || found.size() >= MOST) {
      return;
    }
    switch (value) {
      case Json.Fields(var members) -> {
        if (!PLACES.contains(key)) {
          reference(key, value, isStandard);
          members.forEach((name, member) -> {
            boolean isName = name.equals("id") || name.equals("source");
            if (!isName || !(member instanceof Json.Text)) {
              walk(name, member, isStandard);
            }
          });
        }
      }
      case Json.Items(var items) -> items.forEach(item -> walk(key, item, isStandard));
      case Json.Text(var text) -> text(key, text);
      case Json.Numeral _, Json.Truth _, Json.Nothing _ -> {}
    }
  }

  private void reference(String key, Json object, boolean isStandard) {
    Optional<String> id = object.text("id");
    Optional<NodeKind> kind = kind(key);
    if (id.isEmpty()) {
      return;
    }
    boolean isCommit =
        Set.of("change", "commits", "commit").contains(key)
            && Identity.ofCommit(id.get()).isPresent();
    if (isCommit) {
      add(new TreeSet<>(Identity.ofCommit(id.get()).stream().toList()), key, "same-commit");
      return;
    }
    Optional<String> source = object.text("source");
    boolean isReference = source.isPresent() || (isStandard && kind.isPresent());
    if (!isReference) {
      text(key, id.get());
      return;
    }
    NodeKind of = kind.orElse(NodeKind.RUN);
    SortedSet<Identity> names =
        CdEventContext.names(of, id.get(), source.orElse(context.subjectSource()));
    SortedSet<Identity> whole = Mention.of(id.get());
    if (names.isEmpty() || (!whole.isEmpty() && kind.isEmpty())) {
      add(whole, key, "explicit-link");
    } else {
      found.add(new Found(of, names, key, "explicit-link", true));
    }
  }

  private static Optional<NodeKind> kind(String key) {
    return switch (key) {
      case "change" -> Optional.of(NodeKind.CHANGE);
      case "pipelineRun", "taskRun", "build" -> Optional.of(NodeKind.RUN);
      case "testCaseRun", "testSuiteRun" -> Optional.of(NodeKind.TEST);
      case "artifact" -> Optional.of(NodeKind.ARTIFACT);
      case "incident" -> Optional.of(NodeKind.INCIDENT);
      case "ticket" -> Optional.of(NodeKind.TICKET);
      default -> Optional.empty();
    };
  }

  private void text(String key, String text) {
    if (key.equals("ticketURI") && CdEventContext.isAddress(text)) {
      add(new TreeSet<>(Identity.of("ticket:" + text).stream().toList()), key, "explicit-link");
      return;
    }
    if (COMMITS.contains(key)) {
      Optional<Identity> commit = Identity.ofCommit(text);
      if (commit.isPresent()) {
        add(new TreeSet<>(Set.of(commit.get())), key, "same-commit");
        return;
      }
    }
    boolean isOwnAddress =
        (key.equals("uri") || key.equals("url")) && context.uri().equals(Optional.of(text));
    if (isOwnAddress) {
      return;
    }
    if (CdEventContext.isAddress(text)) {
      address(key, text);
    } else {
      SortedSet<Identity> names = Mention.of(text);
      add(names, key, names.isEmpty() ? "" : rule(names.first()));
    }
  }

  private void address(String key, String text) {
    SortedSet<Identity> names = Mention.of(text);
    if (!names.isEmpty()) {
      found.add(new Found(CdEventContext.kindOf(names), names, key, "explicit-link", false));
    } else if (text.length() <= LONGEST) {
      for (String word : List.of("change:", "run:")) {
        Identity.of(word + text)
            .map(identity -> new TreeSet<>(Set.of(identity)))
            .ifPresent(one ->
                found.add(new Found(CdEventContext.kindOf(one), one, key, "explicit-link", false)));
      }
    }
  }

  private void add(SortedSet<Identity> names, String key, String rule) {
    TreeSet<Identity> carriers = new TreeSet<>(names);
    carriers.removeIf(identity -> identity.isPlace() || identity.isHint());
    if (!carriers.isEmpty()) {
      found.add(new Found(CdEventContext.kindOf(carriers), carriers, key, rule, true));
    }
  }

  private static String rule(Identity identity) {
    return switch (identity.kind()) {
      case "commit" -> "same-commit";
      case "digest" -> "same-digest";
      case "pkg" -> "same-package";
      default -> "explicit-link";
    };
  }
}
