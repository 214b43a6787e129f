// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.git.GitCommit;
import dev.cairn.git.GitException;
import dev.cairn.git.GitRepository;
import dev.cairn.inbox.Body;
import dev.cairn.inbox.Delivery;
import dev.cairn.server.Configuration.Repository;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks at one configured repository, every second and whenever it is poked, and tells the inbox
/// what is new on its branch. What it told last is kept in a file; if that is lost, the head is
/// told again, which changes nothing. It alone fetches: what it told is in the mirror.
final class RepositoryWatch implements Closeable {
  private static final Logger LOG = System.getLogger(RepositoryWatch.class.getName());
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int MOST_COMMITS = 200;

  private final Repository repository;
  private final Path mirrors;
  private final Path memory;
  private final Receiver receiver;
  private final InstantSource clock;
  private final Semaphore pokes = new Semaphore(0);
  private final Thread thread;

  /// How often something had to be told again, and whether it still has to be.
  private int lost;

  private boolean telling;
  private volatile Optional<String> fault = Optional.empty();
  private volatile Optional<Instant> looked = Optional.empty();

  /// @param folder where mirrors and what was told last lie
  RepositoryWatch(Repository repository, Path folder, Receiver receiver, InstantSource clock) {
    this.repository = repository;
    this.mirrors = folder.resolve("mirrors");
    this.memory = folder.resolve("told-" + repository.name());
    this.receiver = receiver;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("watch " + repository.name()).unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  Repository repository() {
    return repository;
  }

  /// The mirror, for reading what is at a commit.
  GitRepository mirror() throws IOException, InterruptedException {
    return GitRepository.mirror(repository.url(), mirrors);
  }

  /// Whether a poke with these words means this repository.
  boolean isMeant(String words) {
    return words.equals(repository.name())
        || words.equals(repository.url())
        || (words + ".git").equals(repository.url());
  }

  /// Looks now instead of at the next turn.
  void poke() {
    pokes.release();
  }

  /// Why it can't be looked at, where that is so.
  Optional<String> fault() {
    return fault;
  }

  /// When it was last looked at without a fault.
  Optional<Instant> looked() {
    return looked;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        look();
        failures = 0;
        fault = Optional.empty();
        looked = Optional.of(clock.instant());
      } catch (IOException e) {
        failures++;
        var now = Optional.of(String.valueOf(e.getMessage()));
        if (!fault.equals(now)) {
          LOG.log(Level.WARNING, "look at repository {0}: {1}", repository.name(), e.getMessage());
        }
        fault = now;
      } catch (InterruptedException e) {
        return;
      }
      try {
        Duration pause = failures == 0 ? TURN : TURN.multipliedBy(1L << Math.min(failures, 6));
        pokes.tryAcquire(
            Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
        pokes.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() throws IOException, InterruptedException {
    GitRepository mirror = mirror();
    String ref = "refs/heads/" + repository.branch();
    String head = mirror.refs().get(ref);
    Memory before = memory();
    Optional<String> told = before.told();
    if (head == null || told.equals(Optional.of(head))) {
      return;
    }
    mirror.need(head);
    List<GitCommit> commits = mirror.commits(told.filter(it -> !it.isEmpty()), head, MOST_COMMITS);
    receiver.append(
        new Delivery(
            "git",
            "git:" + repository.name(),
            clock.instant(),
            List.of(),
            Body.of(Json.text(body(ref, before, head, commits)))));
    remember(head, before);
  }

  /// Tells again what came after this commit: the mirror has lost what was told.
  ///
  /// @param before empty for a first look
  synchronized void tellAgain(String before) throws IOException {
    if (!telling) {
      remember(before);
      telling = true;
      lost++;
    }
    poke();
  }

  /// @param told the head that was told last; empty text or none before the first time
  /// @param lost how often something had to be told again until then
  /// @param again whether it is being told again
  private record Memory(Optional<String> told, int lost, boolean again) {}

  private synchronized Memory memory() throws IOException {
    return new Memory(
        Files.exists(memory) ? Optional.of(Files.readString(memory).strip()) : Optional.empty(),
        lost,
        telling);
  }

  private synchronized void remember(String head, Memory before) throws IOException {
    if (before.lost() == lost) {
      remember(head);
      telling = false;
    }
  }

  private ObjectNode body(String ref, Memory memory, String head, List<GitCommit> commits) {
    ObjectNode body = Json.object();
    body.put("repository", repository.url());
    body.put("name", repository.name());
    body.put("role", repository.role().name().toLowerCase(Locale.ROOT));
    body.put("ref", ref);
    body.put("before", memory.told().orElse(""));
    body.put("after", head);
    if (memory.again()) {
      body.put("again", clock.instant().toString());
    }
    ArrayNode array = body.putArray("commits");
    for (GitCommit commit : commits) {
      ObjectNode node = array.addObject();
      node.put("id", commit.id());
      commit.parents().forEach(node.putArray("parents")::add);
      node.put("author", commit.author());
      node.put("email", commit.email());
      node.put("time", commit.time().toString());
      node.put("message", commit.message());
      commit.digests().forEach(node.putArray("digests")::add);
      commit.files().forEach(node.putArray("files")::add);
    }
    return body;
  }

  private void remember(String head) throws IOException {
    Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
    try {
      Files.createDirectories(memory.getParent());
      Files.writeString(fresh, head);
      Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new GitException(
          "remember what was told of %s in %s: %s"
              .formatted(repository.name(), memory, e.getMessage()),
          e);
    }
  }
}
