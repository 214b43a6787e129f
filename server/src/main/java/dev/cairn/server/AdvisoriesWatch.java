// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Tree;
import dev.cairn.dispatch.OwnEvents;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at the folder of advisories every second, and announces it when it has changed. What it
/// holds then is kept in the store as a tree, so that a scan can be repeated with the very same
/// advisories.
final class AdvisoriesWatch implements Closeable {
  private static final Logger LOG = System.getLogger(AdvisoriesWatch.class.getName());
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Path folder;
  private final ContentStore content;
  private final Storage storage;
  private final InstantSource clock;
  private final Thread thread;
  private volatile Optional<List<String>> seen = Optional.empty();
  private volatile String fault = "";
  private volatile Optional<String> told = Optional.empty();

  AdvisoriesWatch(Path folder, ContentStore content, Storage storage, InstantSource clock) {
    this.folder = folder;
    this.content = content;
    this.storage = storage;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("watch advisories").unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    told = storage.progress().advisories();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        look();
        fault = "";
      } catch (IOException | StorageException e) {
        if (!fault.equals(e.toString())) {
          LOG.log(Level.WARNING, "look at the advisories in {0}: {1}", folder, e.getMessage());
        }
        fault = e.toString();
      }
      try {
        Thread.sleep(TURN);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() throws IOException {
    List<String> now = names();
    if (seen.equals(Optional.of(now))) {
      return;
    }
    Tree tree = Tree.read(folder, content).only(List.of("**/*.json", "*.json"), content);
    String digest = tree.digest().toString();
    if (!told.equals(Optional.of(digest))) {
      int count = tree.entries(content).size();
      storage.outbox().add(OwnEvents.advisoriesUpdated(digest, count, clock.instant()));
      told = Optional.of(digest);
    }
    seen = Optional.of(now);
  }

  /// What tells a change without reading the files.
  private List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("it is not a folder (expected: a folder of OSV records)");
    }
    try (Stream<Path> files = Files.walk(folder, 4)) {
      var names = new ArrayList<String>();
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        names.add(
            folder.relativize(file)
                + " "
                + Files.size(file)
                + " "
                + Files.getLastModifiedTime(file));
      }
      names.sort(null);
      return names;
    }
  }
}
