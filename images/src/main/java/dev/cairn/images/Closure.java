// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.images.Dependency.Alternative;
import dev.cairn.images.Lock.LockedPackage;
import dev.cairn.images.PackageIndex.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Packages with all that they depend on. It takes the newest version of each and never goes back
/// on a choice: of alternatives, one that is already in, else the first that can be had.
/// Recommended and essential packages come only if something depends on them.
final class Closure {
  private final PackageIndex index;
  private final Map<String, Candidate> chosen = new LinkedHashMap<>();
  private final Map<String, String> neededBy = new LinkedHashMap<>();
  private final Deque<Candidate> open = new ArrayDeque<>();

  private Closure(PackageIndex index) {
    this.index = index;
  }

  /// @throws UnknownPackageException if one is not in the index, or can't be satisfied
  static List<LockedPackage> of(List<String> wanted, PackageIndex index)
      throws UnknownPackageException {
    Closure closure = new Closure(index);
    for (String name : wanted) {
      Candidate candidate =
          index
              .named(name)
              .orElseThrow(() ->
                  new UnknownPackageException(
                      "resolve package %s: not in the index (expected: a package of the suite's"
                              .formatted(name)
                          + " main component). See `apt-cache search`."));
      closure.choose(candidate, "it was asked for");
    }
    closure.complete();
    return closure.chosen.values().stream().map(Candidate::locked).toList();
  }

  private void complete() throws UnknownPackageException {
    while (!open.isEmpty()) {
      Candidate candidate = open.removeFirst();
      for (Dependency dependency : candidate.dependencies()) {
        satisfy(dependency, candidate.locked().name());
      }
    }
  }

  private void satisfy(Dependency dependency, String of) throws UnknownPackageException {
    List<Candidate> answers = new ArrayList<>();
    for (Alternative alternative : dependency.alternatives()) {
      answers.addAll(answers(alternative));
    }
    Optional<Candidate> present =
        answers.stream().filter(c -> chosen.containsKey(c.locked().name())).findFirst();
    if (present.isPresent()) {
      return;
    }
    if (answers.isEmpty()) {
      throw new UnknownPackageException(
          "resolve package %s, needed because %s: %s can't be had (expected: one of them in the"
                  .formatted(of, neededBy.get(of), inWords(dependency))
              + " index). The mirror's suites may not belong together.");
    }
    choose(answers.getFirst(), of + " depends on it");
  }

  private List<Candidate> answers(Alternative alternative) {
    List<Candidate> answers = new ArrayList<>();
    index
        .named(alternative.name())
        .filter(candidate -> alternative.accepts(candidate.locked().version()))
        .ifPresent(answers::add);
    for (Candidate provider : index.providing(alternative.name())) {
      if (provides(provider, alternative)) {
        answers.add(provider);
      }
    }
    return answers;
  }

  /// Policy 7.5: a versioned need is met by a versioned provision only.
  private static boolean provides(Candidate provider, Alternative alternative) {
    return Dependency.parseAll(provider.provides()).stream()
        .map(provided -> provided.alternatives().getFirst())
        .filter(provided -> provided.name().equals(alternative.name()))
        .anyMatch(provided ->
            alternative.relation().isEmpty()
                || (provided.relation().equals("=") && alternative.accepts(provided.version())));
  }

  private void choose(Candidate candidate, String because) {
    String name = candidate.locked().name();
    if (chosen.putIfAbsent(name, candidate) == null) {
      neededBy.put(name, because);
      open.addLast(candidate);
    }
  }

  private static String inWords(Dependency dependency) {
    return dependency.alternatives().stream()
        .map(a -> (a.name() + " " + a.relation() + " " + a.version()).strip())
        .collect(Collectors.joining(" or "));
  }
}
