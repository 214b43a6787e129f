// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// `cairn journey [COMMIT|DIGEST|CHANGE|ID]`: where a change is.
final class JourneyCommand {
  static final String HELP =
      """
      cairn journey [COMMIT | DIGEST | CHANGE | ID]: where a change is, from commit to production.

        HEAD, a branch, a short or full commit   of this folder's repository (HEAD if nothing is named)
        sha256:…, pkg:…                          an artifact; of a digest, what the pages show is enough
        https://…/pull/412                       a pull request
        j-a5c813, or its whole id                a journey
        --follow       stay, and show what changes; in a pipe, a line for each change of state
        --json         the graph, as the API gives it
        --server URL   the server (CAIRN_SERVER, or http://127.0.0.1:8080)
      """;

  private final Remote remote;
  private final PrintStream out;
  private final Look look;

  /// How this terminal wants it.
  record Look(int columns, boolean colour, boolean utf8, boolean terminal) {
    static Look of(Map<String, String> environment, boolean terminal) {
      String locale =
          environment.getOrDefault(
              "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
      boolean utf8 =
          locale.toLowerCase(Locale.ROOT).contains("utf")
              && !environment.getOrDefault("TERM", "").equals("dumb");
      return new Look(
          Columns.of(environment, terminal, Columns::asked),
          terminal && !environment.containsKey("NO_COLOR"),
          utf8,
          terminal);
    }
  }

  private JourneyCommand(Remote remote, PrintStream out, Look look) {
    this.remote = remote;
    this.out = out;
    this.look = look;
  }

  static int run(
      List<String> words, Map<String, String> environment, PrintStream out, boolean terminal)
      throws Failure, InterruptedException {
    Arguments arguments =
        Arguments.parse(
            "journey", words, List.of("--server", "--cache"), List.of("--json", "--follow"));
    var command =
        new JourneyCommand(Remote.of(arguments, environment), out, Look.of(environment, terminal));
    String what =
        arguments.rest().isEmpty() ? "HEAD" : arguments.only("one commit, digest, change or id");
    String id = command.find(what);
    if (arguments.flag("--json")) {
      out.println(command.remote.text("/api/journeys/" + id));
    } else if (arguments.flag("--follow")) {
      command.follow(id);
    } else {
      out.print(command.text(id));
    }
    return 0;
  }

  /// A UUID of version 8, as journeys have.
  static boolean isId(String what) {
    return what.matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
  }

  private String find(String what) throws Failure, InterruptedException {
    if (isId(what)) {
      return what;
    }
    String query;
    if (what.matches("sha256:[0-9a-f]{6,63}")) {
      query = "artifact=" + Remote.encoded(whole(what));
    } else if (what.startsWith("sha256:") || what.startsWith("pkg:")) {
      query = "artifact=" + Remote.encoded(what);
    } else if (what.matches("j-[0-9a-f]+")) {
      query = "q=" + what;
    } else if (what.contains("://")) {
      query = "change=" + Remote.encoded(what);
    } else {
      query = "commit=" + commit(what);
    }
    JsonNode list = remote.json("/api/journeys?nested=true&" + query).path("journeys");
    if (list.isEmpty()) {
      throw Failure.yours(
          "cairn journey: %s is in no journey of this server (expected: something that was pushed, built or deployed and of which an event came)"
              .formatted(what));
    }
    return list.get(0).path("id").asString();
  }

  /// The digest that begins so, of those in the newest journeys.
  private String whole(String begin) throws Failure, InterruptedException {
    var found = new TreeSet<String>();
    String list = "/api/journeys?q=" + Remote.encoded("digest:" + begin);
    for (JsonNode journey : remote.json(list).path("journeys")) {
      String graph = "/api/journeys/" + journey.path("id").asString();
      for (JsonNode node : remote.json(graph).path("nodes")) {
        for (JsonNode identity : node.path("identities")) {
          if (identity.asString().startsWith("digest:" + begin)) {
            found.add(identity.asString().substring("digest:".length()));
          }
        }
      }
    }
    if (found.size() == 1) {
      return found.first();
    }
    throw Failure.yours(
        found.isEmpty()
            ? "cairn journey: %s: no digest in the newest journeys begins so (expected: sha256: and 64 hex digits, or the first of one that is there)"
                .formatted(begin)
            : "cairn journey: %s: %d digests begin so: %s (expected: more digits)"
                .formatted(begin, found.size(), String.join(", ", found)));
  }

  /// What Git calls it; a full commit id needs no repository.
  private static String commit(String what) throws Failure, InterruptedException {
    if (what.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      return what;
    }
    try {
      Process git =
          new ProcessBuilder(
                  "git", "rev-parse", "--verify", "--quiet", "--end-of-options", what + "^{commit}")
              .redirectErrorStream(true)
              .start();
      String id = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (git.waitFor() == 0) {
        return id;
      }
    } catch (IOException e) {
      throw Failure.yours(
          "cairn journey: git can't be run: %s (expected: git on the PATH)"
              .formatted(e.getMessage()));
    }
    throw Failure.yours(
        "cairn journey: %s (expected: a commit of this folder's repository, a digest sha256:…, a change's address or a journey's id)"
            .formatted(what));
  }

  private String text(String id) throws Failure, InterruptedException {
    return remote.text(
        "/journeys/%s.txt?columns=%d&color=%s&utf8=%s"
            .formatted(id, look.columns(), look.colour(), look.utf8()));
  }

  /// Redraws on a terminal; in a pipe there is one line for every change of state.
  private void follow(String id) throws Failure, InterruptedException {
    if (look.terminal()) {
      redraw(id);
    } else {
      list(id);
    }
  }

  private void list(String id) throws Failure, InterruptedException {
    String path = "/journeys/%s/changes?columns=999&utf8=%s".formatted(id, look.utf8());
    try (var lines =
        new BufferedReader(new InputStreamReader(remote.stream(path), StandardCharsets.UTF_8))) {
      for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
        said(line.get()).ifPresent(out::println);
        out.flush();
      }
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /// What a line of a stream of server-sent events says; others are its frame.
  static Optional<String> said(String line) {
    return line.startsWith("data:")
        ? Optional.of(line.substring(line.startsWith("data: ") ? 6 : 5))
        : Optional.empty();
  }

  private static Failure gone(IOException e) {
    return Failure.outside("cairn journey --follow: the server went away: " + e.getMessage());
  }

  private void redraw(String id) throws Failure, InterruptedException {
    String last = text(id);
    out.print(last);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                remote.stream("/journeys/" + id + "/updates"), StandardCharsets.UTF_8))) {
      for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
        if (said(line.get()).isEmpty()) {
          continue;
        }
        String now = text(id);
        if (!now.equals(last)) {
          out.print("\u001b[" + last.lines().count() + "A\u001b[J" + now);
          out.flush();
          last = now;
        }
      }
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private static Optional<String> next(BufferedReader lines) throws IOException {
    return Optional.ofNullable(lines.readLine());
  }
}
