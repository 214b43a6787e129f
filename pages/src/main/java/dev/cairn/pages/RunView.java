// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run: what the run page shows.
///
/// @param id such as `r-12`
/// @param title such as `scan of shop@9b1c42`
/// @param bundle such as `security@e41f`
/// @param reason the sentence that says why it did not pass, or what it gave
/// @param steps in the order in which they were planned
/// @param log all lines that are shown
/// @param why sentences: which event it ran for, and what of it matched
/// @param commands what repeats it on one's own machine
/// @param facts inputs by digest, sandbox, worker, attempt: name and value
/// @param again whether a person may repeat it
/// @param before logs of the attempts before this one
public record RunView(
    String id,
    String title,
    String task,
    String bundle,
    Status status,
    Optional<String> reason,
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<Anchor> journey,
    List<RunStep> steps,
    List<LogLine> log,
    List<Why> why,
    List<String> commands,
    List<Fact> facts,
    boolean again,
    List<Anchor> before) {
  public RunView {
    steps = List.copyOf(steps);
    log = List.copyOf(log);
    why = List.copyOf(why);
    commands = List.copyOf(commands);
    facts = List.copyOf(facts);
    before = List.copyOf(before);
  }

  /// A link: where it leads and what it says.
  ///
  /// @param href an absolute path of this server, or an http(s) address
  public record Anchor(String href, String text) {}

  /// @param at place in the task file: `Delivery.java:15`
  /// @param command what was run
  /// @param line where its log begins, if it has one
  public record RunStep(
      String id,
      String title,
      Status status,
      Optional<Duration> took,
      String at,
      String command,
      Optional<String> reason,
      Optional<Integer> line) {}

  public record Why(String text, Optional<Anchor> event) {}

  public record Fact(String name, String value) {}
}
