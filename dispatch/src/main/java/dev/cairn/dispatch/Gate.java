// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Catalogue.Entry;
import dev.cairn.dispatch.Catalogue.Load;
import dev.cairn.dispatch.TaskTable.Kind;
import dev.cairn.dispatch.TaskTable.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The gate `release`: an artifact may be pulled when every gate task whose condition does not
/// refuse it has passed it. Nothing but a [Verdict], which only a run's completion makes, counts.
///
/// ```
/// shop@sha256:9f86…   security/scan  passed  r-14        → Release
/// shop@sha256:77c0…   security/scan  failed  r-21 1 critical, CAIRN-DEMO-1 → Hold
/// ```
public final class Gate {
  public static final String RELEASE = "release";

  private final Reactions reactions = new Reactions(new Filter());

  /// A fact: what a gate task's run said of an artifact.
  ///
  /// @param number the run's: of one task's verdicts the newest counts
  public record Verdict(
      String bundle, String task, String digest, long number, boolean passed, String reason) {
    public String run() {
      return "r-" + number;
    }
  }

  public sealed interface Ruling {
    /// @param counted the verdicts that it rests on; none where no gate task matches
    record Release(List<Verdict> counted) implements Ruling {
      public Release {
        counted = List.copyOf(counted);
      }
    }

    record Hold(List<Missing> missing) implements Ruling {
      public Hold {
        missing = List.copyOf(missing);
      }

      /// In one line, for the registry's answer and the journey's sentence.
      public String reason() {
        return String.join("; ", missing.stream().map(Missing::text).toList());
      }
    }
  }

  /// What a held artifact lacks.
  public sealed interface Missing {
    /// How the reason of a verdict by findings begins.
    Pattern COUNTED = Pattern.compile("[0-9]{1,9} (critical|high|medium|low|none|unknown)\\b");

    String text();

    record NotFinished(String bundle, String task) implements Missing {
      @Override
      public String text() {
        return "%s has not said anything yet (%s)".formatted(task, bundle);
      }
    }

    /// `the scan found 1 critical, CVE-…`, `coverage failed: 61 % (expected: 80 or more)`
    record Failed(Verdict verdict) implements Missing {
      @Override
      public String text() {
        return COUNTED.matcher(verdict.reason()).lookingAt()
            ? "the %s found %s".formatted(verdict.task(), verdict.reason())
            : "%s failed: %s".formatted(verdict.task(), verdict.reason());
      }
    }

    /// Whether it has gate tasks nobody knows, so it holds.
    record DoesNotLoad(String bundle, String reason) implements Missing {
      @Override
      public String text() {
        return "bundle %s has never loaded: %s".formatted(bundle, reason);
      }
    }
  }

  /// @param published the publication of the artifact in Cairn's registry
  /// @param verdicts those about its digest, of all times
  public Ruling judge(Trigger published, Catalogue catalogue, Collection<Verdict> verdicts) {
    var missing = new ArrayList<Missing>();
    var counted = new ArrayList<Verdict>();
    for (var entry : catalogue.all()) {
      var active = entry.active();
      if (active.isEmpty()) {
        missing.add(new Missing.DoesNotLoad(entry.bundle().name(), whyNot(entry)));
        continue;
      }
      for (var task : active.get().table().tasks()) {
        if (!judges(task) || reactions.passesBy(task, published)) {
          continue;
        }
        var verdict = newest(entry.bundle().name(), task, published, verdicts);
        if (verdict.isEmpty()) {
          missing.add(new Missing.NotFinished(entry.bundle().name(), task.name()));
        } else if (!verdict.get().passed()) {
          missing.add(new Missing.Failed(verdict.get()));
        } else {
          counted.add(verdict.get());
        }
      }
    }
    return missing.isEmpty() ? new Ruling.Release(counted) : new Ruling.Hold(missing);
  }

  private static boolean judges(Task task) {
    return task.kind() == Kind.GATE
        && task.triggers().stream()
            .anyMatch(parameter -> parameter.type().equals(Trigger.Type.ARTIFACT_PUBLISHED.word()));
  }

  private static Optional<Verdict> newest(
      String bundle, Task task, Trigger published, Collection<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict ->
            verdict.bundle().equals(bundle)
                && verdict.task().equals(task.name())
                && published.artifact().equals(Optional.of(verdict.digest())))
        .max(Comparator.comparingLong(Verdict::number));
  }

  private static String whyNot(Entry entry) {
    return entry.versions().stream()
        .filter(known -> known.order() > 0)
        .max(Comparator.comparingLong(Catalogue.Known::order))
        .map(known ->
            switch (known.load()) {
              case Load.Wanted _ -> "it is being compiled";
              case Load.Refused(var reason, var _) -> reason;
              case Load.Loaded _ -> "";
            })
        .orElse("nothing of it has been read from %s yet".formatted(entry.bundle().repository()));
  }
}
