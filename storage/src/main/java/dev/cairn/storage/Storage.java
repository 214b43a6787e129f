// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// What Cairn knows, in a data folder.
///
/// ```java
/// try (var storage = Storage.open(data)) {
///   storage.transaction(tx -> { tx.events().record(…); return tx.dispatching().carryOut(…); });
///   storage.read(tx -> Journeys.journey(tx.graph(), …));         // one snapshot
///   storage.deliveries().find("d-000000012");                     // one call, on its own
/// }
/// ```
///
/// Safe for all threads. One transaction writes at a time; a view that was handed to a transaction
/// ends with it.
public final class Storage implements AutoCloseable {
  private static final int READERS = 4;

  private final FolderLock lock;
  private final Database database;
  private final ReentrantLock writing = new ReentrantLock();
  private final BlockingQueue<Handle> readers = new ArrayBlockingQueue<>(READERS);
  private final AtomicInteger opened = new AtomicInteger();
  private final CatalogueCache catalogue = new CatalogueCache();
  private final Views views;

  private Storage(FolderLock lock, Database database) {
    this.lock = lock;
    this.database = database;
    this.views = new Views(new Alone(), catalogue);
  }

  /// Opens the folder for this process alone, and brings its schema up to date.
  ///
  /// @throws StorageException in use by another server, not writable, or of a newer Cairn
  public static Storage open(Path folder) {
    var lock = FolderLock.take(folder);
    try {
      var database = SqliteDatabase.open(folder.resolve("cairn.db"));
      migrated(database);
      return new Storage(lock, database);
    } catch (StorageException failure) {
      closed(lock);
      throw failure;
    }
  }

  private static void migrated(Database database) {
    try {
      database.migrate();
    } catch (JdbiException failure) {
      throw database.explained(failure);
    }
  }

  /// Everything that the work writes, or nothing.
  public <T> T transaction(Function<Views, T> work) {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "begin a transaction: inside another (expected: one at a time; use the views that the"
              + " outer one was given)");
    }
    writing.lock();
    try {
      var local = new CatalogueCache(catalogue);
      T result =
          database
              .writer()
              .inTransaction(handle -> work.apply(new Views(new Session.On(handle), local)));
      catalogue.take(local);
      return result;
    } catch (JdbiException failure) {
      throw database.explained(failure);
    } finally {
      writing.unlock();
    }
  }

  /// All that the work reads is of one moment.
  public <T> T read(Function<Views, T> work) {
    return reading(handle ->
        handle.inTransaction(same -> work.apply(new Views(new Session.On(same), catalogue))));
  }

  /// Views whose every call is a transaction of its own.
  public Deliveries deliveries() {
    return views.deliveries();
  }

  public Events events() {
    return views.events();
  }

  public StoredGraph graph() {
    return views.graph();
  }

  public Runs runs() {
    return views.runs();
  }

  public Catalogues catalogue() {
    return views.catalogue();
  }

  public Dispatching dispatching() {
    return views.dispatching();
  }

  public Releases releases() {
    return views.releases();
  }

  public DigestPushes digestPushes() {
    return views.digestPushes();
  }

  public Environments environments() {
    return views.environments();
  }

  public Outbox outbox() {
    return views.outbox();
  }

  public Progress progress() {
    return views.progress();
  }

  /// Forgets the projection, so that the joiner makes it anew from the first delivery on. Runs,
  /// verdicts, releases and the rest stay, and no delivery is dispatched a second time
  /// ([Progress#dispatched]).
  public void rebuild() {
    transaction(tx -> {
      tx.forgetProjection();
      return true;
    });
  }

  private <T> T reading(Session.Work<T> work) {
    var handle = reader();
    try {
      return work.with(handle);
    } catch (JdbiException failure) {
      throw database.explained(failure);
    } finally {
      readers.add(handle);
    }
  }

  /// A reader that is free; another one is opened where there are few.
  private Handle reader() {
    var free = readers.poll();
    if (free != null) {
      return free;
    }
    if (opened.incrementAndGet() <= READERS) {
      return database.reader();
    }
    opened.decrementAndGet();
    try {
      return readers.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Kind.LIMIT, "read the database: interrupted", interrupted);
    }
  }

  /// A session for calls outside of any transaction.
  private final class Alone implements Session {
    @Override
    public <T> T read(Work<T> work) {
      return reading(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      if (writing.isHeldByCurrentThread()) {
        throw new IllegalStateException(
            "write: outside of the transaction that this thread is in (expected: the views that it"
                + " was given)");
      }
      writing.lock();
      try {
        return database.writer().inTransaction(work::with);
      } catch (JdbiException failure) {
        throw database.explained(failure);
      } finally {
        writing.unlock();
      }
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      for (int i = Math.min(opened.getAndSet(READERS), READERS); i > 0; i--) {
        var reader = readers.take();
        var connection = reader.getConnection();
        reader.close();
        connection.close();
      }
      database.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (SQLException failure) {
      throw new StorageException(
          StorageException.Kind.OURS, "close the database: " + failure.getMessage(), failure);
    } finally {
      writing.unlock();
      closed(lock);
    }
  }

  private static void closed(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("release the data folder", failure);
    }
  }

  /// The tables that hold the projection.
  static final List<String> PROJECTION =
      List.of(
          "deliveries",
          "events",
          "delivery_events",
          "known_events",
          "identities",
          "same_as",
          "said",
          "sightings",
          "places",
          "arcs");
}
