// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Line;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import dev.cairn.pages.Card.Timing;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a card says of its nodes: title, small lines, time.
///
/// Of the facts, these are shown on the card itself, in this order; the others in the dock:
/// `detail`, `tests`, `findings`, `reused`, `platforms`, `size`, `tag`, `message`.
final class Faces {
  private static final List<String> SHOWN =
      List.of("detail", "tests", "findings", "reused", "platforms", "size", "tag", "message");
  private static final Pattern MENDED = Pattern.compile(", fixed in [^,;]+");
  private static final int LINES = 3;
  private static final double WRAP = 150;
  private static final double MESSAGE = 118;

  private Faces() {}

  /// @param nodes in the order of their least identities
  static Card card(String id, List<Node> nodes) {
    Node first = primary(id, nodes);
    boolean environment = id.startsWith("n-env-") && nodes.stream().anyMatch(Stages::isEnvironment);
    Status status = environment ? EnvironmentRows.status(nodes) : worst(nodes);
    return new Card(
        id,
        environment ? Shape.ENVIRONMENT : shape(first.kind()),
        0,
        status,
        environment ? environmentName(nodes) : title(first, nodes),
        !environment && isMono(first),
        environment
            ? EnvironmentRows.timing(nodes, status)
            : timing(Attempts.current(nodes), status),
        environment || first.kind() == NodeKind.GATE ? List.of() : lines(id, first, nodes),
        environment ? EnvironmentRows.of(nodes) : List.<Row>of(),
        foot(first, status),
        Attempts.states(nodes),
        List.of(),
        Optional.empty(),
        Attempts.newestFirst(nodes));
  }

  /// The node that gives the card its name; of several of one kind, the one that hosts the others.
  private static Node primary(String id, List<Node> nodes) {
    return Attempts.current(nodes).stream()
        .min(
            Comparator.comparingInt((Node node) -> rank(node.kind()))
                .thenComparing(node -> !Grouping.cardId(node.id()).equals(id))
                .thenComparing(Faces::least))
        .orElseThrow();
  }

  private static int rank(NodeKind kind) {
    return switch (kind) {
      case CHANGE -> 0;
      case GATE -> 1;
      case RUN -> 2;
      case TEST -> 3;
      case VERDICT -> 4;
      case ARTIFACT -> 5;
      case DEPLOYMENT -> 6;
      case COMMIT, CONFIG_COMMIT, FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION -> 7;
    };
  }

  static String least(Node node) {
    return node.identities().stream().map(Identity::value).sorted().findFirst().orElse(node.id());
  }

  private static Shape shape(NodeKind kind) {
    return switch (kind) {
      case CHANGE, COMMIT, CONFIG_COMMIT, ARTIFACT, TICKET, PUBLICATION -> Shape.THING;
      case GATE -> Shape.GATE;
      case RUN, VERDICT, TEST, DEPLOYMENT, FINDING, APPROVAL, INCIDENT -> Shape.DOING;
    };
  }

  private static String environmentName(List<Node> nodes) {
    return nodes.stream()
        .map(Node::stage)
        .filter(Stages::isEnvironment)
        .map(Stages::environment)
        .findFirst()
        .map(Words::visible)
        .orElse("");
  }

  private static boolean isMono(Node node) {
    return (node.kind() == NodeKind.ARTIFACT && node.title().contains("@"))
        || (node.kind() == NodeKind.COMMIT && commit(List.of(node)).isPresent());
  }

  private static String title(Node node, List<Node> nodes) {
    return Words.visible(
        switch (node.kind()) {
          case CHANGE -> changeTitle(node, nodes);
          case COMMIT -> commit(List.of(node)).orElse(node.title());
          case CONFIG_COMMIT ->
              commit(List.of(node)).map(commit -> "config " + commit).orElse(node.title());
          case RUN,
              ARTIFACT,
              DEPLOYMENT,
              TEST,
              VERDICT,
              GATE,
              FINDING,
              APPROVAL,
              INCIDENT,
              TICKET,
              PUBLICATION ->
              node.title();
        });
  }

  private static String changeTitle(Node node, List<Node> nodes) {
    String number =
        node.identities().stream()
            .map(identity -> Words.changeNumber(identity.value()))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    if (number.isEmpty()) {
      return node.title();
    }
    return number + (commit(nodes).isPresent() ? " merged" : "");
  }

  private static Optional<String> commit(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> node.identities().stream())
        .filter(identity -> identity.kind().equals("commit"))
        .map(identity -> Words.shortCommit(identity.value().substring("commit:".length())))
        .findFirst();
  }

  private static List<Line> lines(String id, Node first, List<Node> nodes) {
    List<Line> lines = new ArrayList<>();
    boolean source = isSource(first);
    boolean bad = Look.of(worst(nodes)) != Look.PASSED;
    for (String word : words(id, nodes)) {
      boolean reason =
          bad
              && !source
              && reason(nodes)
                  .map(text -> behindTitle(text, nodes))
                  .filter(word::equals)
                  .isPresent();
      boolean mono = source && commit(nodes).filter(word::startsWith).isPresent();
      (reason ? reasonLines(word, nodes) : TextWidths.wrap(word, source ? MESSAGE : WRAP, 1, 0))
          .forEach(line -> lines.add(new Line(line, mono)));
    }
    return lines.subList(0, Math.min(LINES, lines.size()));
  }

  /// Why it is as it is, whole if that is possible: in two lines, in wider ones, in three; else
  /// without what mends it, which the page's sentence and the dock say.
  private static List<String> reasonLines(String reason, List<Node> nodes) {
    double taken = Metrics.attempts(Attempts.states(nodes).size());
    double wide = Metrics.MOST_WIDTH - 42;
    String shorter = MENDED.matcher(reason).replaceAll("");
    return Stream.of(
            TextWidths.wrap(reason, WRAP, 2, taken),
            TextWidths.wrap(reason, wide, 2, taken),
            TextWidths.wrap(reason, wide, LINES, taken))
        .filter(lines -> isWhole(reason, lines))
        .findFirst()
        .orElseGet(() -> TextWidths.wrap(shorter, wide, LINES, taken));
  }

  private static boolean isWhole(String text, List<String> lines) {
    return String.join(" ", lines).equals(text);
  }

  private static boolean isSource(Node node) {
    return node.kind() == NodeKind.CHANGE
        || node.kind() == NodeKind.COMMIT
        || node.kind() == NodeKind.CONFIG_COMMIT;
  }

  /// What a card says below its title, whole and in its order.
  static List<String> words(String id, List<Node> nodes) {
    Node first = primary(id, nodes);
    List<String> words = new ArrayList<>();
    if (isSource(first)) {
      sourceWords(words, first, nodes);
    } else {
      plainWords(words, nodes);
      by(first).ifPresent(words::add);
    }
    return words.stream().map(Words::visible).toList();
  }

  private static void sourceWords(List<String> words, Node first, List<Node> nodes) {
    Optional<String> branch = fact(nodes, "branch").map(Words::lastPart);
    if (first.kind() == NodeKind.CHANGE) {
      commit(nodes)
          .ifPresent(commit -> words.add(commit + branch.map(name -> " on " + name).orElse("")));
    } else {
      branch.ifPresent(name -> words.add("on " + name));
    }
    words.add(subject(first).replaceFirst("^#[0-9]+ ", ""));
    first.reason().ifPresent(words::add);
    long more = nodes.stream().filter(node -> node.kind() == NodeKind.COMMIT).count() - 1;
    if (more > 0) {
      words.add("and " + Words.count((int) more, "more commit"));
    }
  }

  /// A commit's subject line, without the short commit that a title has behind it.
  static String subject(Node node) {
    return commit(List.of(node))
        .map(commit -> " " + commit)
        .filter(node.title()::endsWith)
        .map(commit -> node.title().substring(0, node.title().length() - commit.length()))
        .orElse(node.title());
  }

  private static void plainWords(List<String> words, List<Node> nodes) {
    if (Look.of(worst(nodes)) != Look.PASSED) {
      reason(nodes).map(reason -> behindTitle(reason, nodes)).ifPresent(words::add);
    }
    for (String name : SHOWN) {
      fact(nodes, name)
          .map(Words::withoutLongHex)
          .filter(value -> words.stream().noneMatch(word -> word.contains(value)))
          .ifPresent(words::add);
    }
    int attempts = Attempts.states(nodes).size();
    if (attempts > 1) {
      words.add(attempts + " attempts");
    }
  }

  /// A reason that begins with the name that stands above it, without that.
  private static String behindTitle(String reason, List<Node> nodes) {
    return nodes.stream()
        .map(node -> node.title() + ", ")
        .filter(reason::startsWith)
        .findFirst()
        .map(title -> reason.substring(title.length()))
        .orElse(reason);
  }

  /// Who did it: a team of Cairn's, or another tool.
  static Optional<String> by(Node node) {
    boolean ours = node.tool().map(tool -> tool.equals("cairn")).orElse(true);
    return ours
        ? node.owner().map(owner -> "team " + owner)
        : node.tool().map(tool -> Words.tool(tool) + " ↗");
  }

  static Optional<String> reason(List<Node> nodes) {
    return Attempts.current(nodes).stream()
        .sorted(Comparator.comparingInt(node -> Look.of(node.status()).weight()))
        .flatMap(node -> node.reason().stream())
        .findFirst();
  }

  static Optional<String> fact(List<Node> nodes, String name) {
    return Attempts.current(nodes).stream()
        .flatMap(node -> Optional.ofNullable(node.facts().get(name)).stream())
        .findFirst();
  }

  private static String foot(Node first, Status status) {
    if (first.kind() != NodeKind.GATE) {
      return "";
    }
    return switch (status) {
      case PASSED, REUSED, LIVE, REPAIRED -> "open: it may be pulled";
      case EXPECTED -> "will hold until all pass";
      case QUEUED,
          RUNNING,
          WAITING,
          HELD,
          OVERDUE,
          DRIFTED,
          ROLLED_BACK,
          FAILED,
          FLAGGED,
          REFUSED,
          SUPERSEDED,
          ELSEWHERE,
          UNKNOWN ->
          "a pull is refused until all pass";
    };
  }

  static Status worst(List<Node> nodes) {
    return Attempts.current(nodes).stream()
        .map(Node::status)
        .min(Comparator.comparingInt(status -> Look.of(status).weight()))
        .orElseThrow();
  }

  /// Since when the state is what it is, where the graph says so.
  private static Optional<Instant> since(List<Node> nodes, Status status) {
    return nodes.stream()
        .filter(node -> node.status() == status)
        .flatMap(node -> Optional.ofNullable(node.facts().get("since")).stream())
        .flatMap(text -> instant(text).stream())
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // A fact that is no time is shown as it is in the dock.
      return Optional.empty();
    }
  }

  static Timing timing(List<Node> nodes, Status status) {
    Optional<Instant> from =
        nodes.stream().flatMap(node -> node.started().stream()).min(Comparator.naturalOrder());
    Optional<Instant> to =
        nodes.stream().flatMap(node -> node.finished().stream()).max(Comparator.naturalOrder());
    boolean well = status == Status.LIVE || status == Status.REPAIRED;
    Optional<Instant> since = since(nodes, status);
    Optional<Instant> known =
        status.lasts() && since.isPresent() ? since : well ? to.or(() -> from) : from.or(() -> to);
    if (known.isEmpty()) {
      return new Timing.Untimed();
    }
    Instant begin = known.get();
    if (status.lasts() && (well || status == Status.FLAGGED || to.isEmpty())) {
      return new Timing.Since(begin);
    }
    return from.isPresent() && to.isPresent() && !to.get().isBefore(from.get())
        ? new Timing.Took(from.get(), to.get())
        : new Timing.At(begin);
  }
}
