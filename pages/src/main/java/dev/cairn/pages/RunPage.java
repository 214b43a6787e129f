// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import dev.cairn.pages.RunView.RunStep;
import dev.cairn.pages.RunView.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run: the error first; its steps; its log, each line with an address; what repeats it.
record RunPage(RunView run, Reading reading, Instant now) {
  String page() {
    Look look = Look.of(run.status());
    Markup left = Markup.of("div").add(steps()).add(why()).add(again()).add(facts());
    Markup main =
        Markup.of("main")
            .with("data-run", run.id())
            .add(crumb())
            .add(Markup.of("h1").text(run.title()))
            .add(say(look))
            .add(Markup.of("div", "run").add(left).add(log()));
    return new Frame(look.word() + ": " + run.title(), "journeys", look.hue()).page(main);
  }

  private Markup crumb() {
    Markup crumb = Markup.of("p", "crumb").with("id", "crumb");
    run.journey().ifPresent(anchor -> crumb.add(Markup.link(anchor.href(), anchor.text())));
    crumb
        .add(Markup.of("span").text("run " + run.id()))
        .add(
            Markup.of("span")
                .text("task ")
                .add(Markup.link("/tasks#" + taskId(run.task()), run.task()))
                .text(run.bundle().isEmpty() ? "" : ", " + run.bundle()));
    run.started().ifPresent(at -> crumb.add(Markup.of("span").text(reading.began(at))));
    return crumb;
  }

  static String taskId(String task) {
    return "t-" + Grouping.slug(task);
  }

  private Markup say(Look look) {
    Markup strong = Markup.of("strong").text(head(look));
    Markup more = Markup.of("p").text(more());
    Markup say = Frame.say(look, strong, more);
    Markup acts = Markup.of("div", "acts");
    Optional<LogLine> error = run.log().stream().filter(LogLine::error).findFirst();
    error.ifPresent(line ->
        acts.add(Markup.link("#L" + line.number(), "First error").with("class", "btn pri")));
    if (run.again()) {
      acts.add(again(error.isPresent()));
    }
    return error.isPresent() || run.again() ? say.add(acts) : say;
  }

  /// A form, so that it works without a script.
  private Markup again(boolean second) {
    return Markup.of("form")
        .with("method", "post")
        .with("action", "/api/runs/" + run.id() + "/rerun")
        .add(
            Markup.of("button", second ? "btn" : "btn pri")
                .with("type", "submit")
                .text("Run again"));
  }

  /// "Failed in 9 s: 1 critical finding, …"
  private String head(Look look) {
    String word = Character.toUpperCase(look.word().charAt(0)) + look.word().substring(1);
    String time =
        run.started()
            .map(from ->
                run.finished()
                    .map(to -> " in " + Spans.between(from, to))
                    .orElseGet(() -> " for " + Spans.between(from, now)))
            .orElse("");
    String reason = run.reason().map(text -> ": " + text).orElse("");
    String whole = word + time + reason;
    return whole.endsWith(".") ? whole : whole + ".";
  }

  private String more() {
    return run.steps().stream()
        .filter(step -> step.status() == Status.FAILED)
        .findFirst()
        .map(step ->
            "Step "
                + step.title()
                + step.reason().map(text -> ": " + text).orElse("")
                + (step.at().isEmpty() ? "" : ", at " + step.at()))
        .orElse(reusedWords());
  }

  private String reusedWords() {
    long reused = run.steps().stream().filter(step -> step.status() == Status.REUSED).count();
    String steps =
        run.steps().isEmpty()
            ? ""
            : Words.count(run.steps().size(), "step")
                + (reused == 0 ? "." : ", " + reused + " reused.");
    boolean verdict = run.status() == Status.FAILED && !run.again();
    return verdict ? steps + " It is not repeated: a verdict is not a fault." : steps;
  }

  private List<Markup> steps() {
    if (run.steps().isEmpty() && run.finished().isPresent()) {
      return List.of();
    }
    long reused = run.steps().stream().filter(step -> step.status() == Status.REUSED).count();
    String small = run.steps().size() + (reused == 0 ? "" : ", " + reused + " reused");
    Markup list = Markup.of("ol", "stp");
    run.steps().forEach(step -> list.add(step(step)));
    return List.of(Frame.heading("Steps", small), list);
  }

  private static Markup step(RunStep step) {
    Look look = Look.of(step.status());
    String took =
        step.took().map(Spans::brief).orElseGet(() -> look == Look.REUSED ? "cached" : look.word());
    boolean loud = look.loud() || look.hue() == Look.Hue.NOW;
    Markup words =
        Markup.of("span")
            .text(step.title())
            .add(
                Markup.text("small", "cmd", step.command().isEmpty() ? step.at() : step.command()));
    String style = loud ? "on " + look.hue().css() : look.hue().css();
    return Markup.of("li", style)
        .add(
            Markup.of("a")
                .with("href", step.line().map(line -> "#L" + line).orElse("#log"))
                .with("title", step.at())
                .add(Symbols.icon(look, 15))
                .add(words)
                .add(
                    Markup.of("small")
                        .add(Markup.text("span", "vh", look.word() + " "))
                        .text(look == Look.REUSED ? "cached" : took)));
  }

  private List<Markup> why() {
    if (run.why().isEmpty()) {
      return List.of();
    }
    Markup words = Markup.of("p");
    for (Why why : run.why()) {
      words.text(why.text() + " ");
      why.event().ifPresent(event -> words.add(Markup.link(event.href(), event.text())).text(" "));
    }
    return List.of(Frame.heading("Why it ran", ""), words);
  }

  private List<Markup> again() {
    return run.commands().isEmpty()
        ? List.of()
        : List.of(
            Frame.heading("Again, on your desk", ""),
            Markup.of("pre", "log").with("tabindex", "0").lines(String.join("\n", run.commands())));
  }

  private List<Markup> facts() {
    if (run.facts().isEmpty()) {
      return List.of();
    }
    Markup list = Markup.of("dl", "kv");
    run.facts()
        .forEach(fact ->
            list.add(Markup.of("dt").text(fact.name()))
                .add(
                    fact.value().startsWith("sha256:")
                        ? Markup.of("dd").add(Markup.of("code").text(fact.value()))
                        : Markup.of("dd").text(fact.value())));
    return List.of(Frame.heading("Facts", ""), list);
  }

  private Markup log() {
    Markup heading =
        Frame.heading("Log", "")
            .with("id", "log")
            .add(
                Markup.of("small")
                    .add(Markup.link("/api/runs/" + run.id() + "/log", "plain"))
                    .add(before())
                    .text(" · " + Words.count(run.log().size(), "line")));
    Markup pre =
        Markup.of("pre", "log lg")
            .with("id", "lines")
            .with("tabindex", "0")
            .with("aria-label", "Log of " + run.title());
    run.log().forEach(line -> pre.add(line(line)));
    boolean running = Look.of(run.status()).hue() == Look.Hue.NOW;
    String note =
        running
            ? "The log follows its end while you are at its end, and stays where it is once you"
                + " scroll up."
            : run.log().isEmpty() ? "This run wrote nothing." : "";
    return Markup.of("div").add(heading).add(pre).add(Markup.text("p", "mut note", note));
  }

  private List<Markup> before() {
    List<Markup> links = new ArrayList<>();
    for (RunView.Anchor log : run.before()) {
      links.add(Markup.of("span").text(" · "));
      links.add(Markup.link(log.href(), log.text()));
    }
    return links;
  }

  private Markup line(LogLine line) {
    String id = "L" + line.number();
    Markup span = Markup.of("span", line.error() ? "er" : "").with("id", id);
    span.add(Markup.link("#" + id, Integer.toString(line.number())));
    line.time().ifPresent(at -> span.add(Markup.of("time").text(Spans.clock(at, reading.zone()))));
    return span.text(line.text());
  }
}
