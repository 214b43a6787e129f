// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Shows the journey of one commit while it happens: redrawn in place on a terminal, one line per
/// change of state in a pipe. Used by one thread.
final class Follower {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Cairn cairn;
  private final Screen screen;
  private final InstantSource clock;
  private final Map<String, String> seen = new TreeMap<>();
  private volatile Optional<String> commit = Optional.empty();
  private volatile String told = "";
  private volatile long toldAt;

  Follower(Cairn cairn, Screen screen, InstantSource clock) {
    this.cairn = cairn;
    this.screen = screen;
    this.clock = clock;
  }

  void follow(String next) {
    commit = Optional.of(next);
  }

  void rest() {
    commit = Optional.empty();
  }

  /// Looks once and shows what changed.
  void look() {
    if (commit.isEmpty()) {
      return;
    }
    try {
      Optional<JsonNode> journey = cairn.journeyOf(commit.get());
      if (journey.isPresent()) {
        show(journey.get());
      }
    } catch (IOException | DemoException e) {
      // Looking is not the demo's claim: what is not there yet is looked for again.
      screen.picture("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(JsonNode journey) throws IOException, InterruptedException {
    String activity = activity(journey);
    if (screen.terminal()) {
      String path =
          "/journeys/%s.txt?columns=%d&color=%s&utf8=true"
              .formatted(journey.path("id").asString(), screen.columns(), screen.colour());
      screen.picture(
          "\n" + cairn.fetch(path).body() + (activity.isEmpty() ? "" : "\n   " + activity + "\n"));
      return;
    }
    progress(activity);
    Graph graph = new Graph(journey);
    for (JsonNode node : journey.path("nodes")) {
      String status = node.path("status").asString();
      String before = seen.put(node.path("id").asString(), status);
      if (!status.equals(before) && !status.equals("expected") && !graph.isPart(node)) {
        String time = CLOCK.format(clock.instant().atZone(ZoneId.systemDefault()));
        screen.line("%s %-10s %s".formatted(time, status, said(node)));
      }
    }
  }

  /// `scan <1 s: 1 critical, … (r-15)`
  static String said(JsonNode node) {
    String title = node.path("title").asString();
    String reason = node.path("reason").isString() ? node.path("reason").asString() : "";
    String why = reason.startsWith(title + ", ") ? reason.substring(title.length() + 2) : reason;
    String run = node.path("run").isString() ? " (" + node.path("run").asString() + ")" : "";
    boolean ran = node.path("run").isString() && node.path("finished").isString();
    return title + (ran ? " " + took(node) : "") + (why.isEmpty() ? "" : ": " + why) + run;
  }

  private static String took(JsonNode node) {
    Instant from = Instant.parse(node.path("started").asString(node.path("finished").asString()));
    long seconds =
        Duration.between(from, Instant.parse(node.path("finished").asString())).toSeconds();
    return seconds < 1 ? "<1 s" : seconds < 60 ? seconds + " s" : seconds / 60 + " min";
  }

  /// What a running step is waiting for, such as a download: `ship: download 72 packages 43 %`.
  private String activity(JsonNode journey) throws IOException, InterruptedException {
    for (JsonNode node : journey.path("nodes")) {
      if (node.path("status").asString().equals("running") && node.path("run").isString()) {
        for (JsonNode step : cairn.get("/api/runs/" + node.path("run").asString()).path("steps")) {
          if (step.path("activity").isString()) {
            long total = step.path("total").asLong();
            String share =
                total > 0 ? " %d %%".formatted(100 * step.path("done").asLong() / total) : "";
            return "%s: %s%s"
                .formatted(step.path("task").asString(), step.path("activity").asString(), share);
          }
        }
      }
    }
    return "";
  }

  /// In a pipe, a line every five seconds is enough.
  private void progress(String activity) {
    long now = clock.millis();
    if (!activity.isEmpty() && !activity.equals(told) && now - toldAt > 5000) {
      told = activity;
      toldAt = now;
      screen.line("         " + activity);
    }
  }
}
