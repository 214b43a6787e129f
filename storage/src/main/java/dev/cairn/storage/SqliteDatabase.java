// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite in one file, `cairn.db`: write-ahead log, so that readers never wait; every commit
/// flushed (`synchronous=FULL`), since run results, verdicts and releases are nowhere else.
/// Measured, the flush is not what bounds it.
///
/// The schema is brought up by numbered files, `1.sql` and up, and `PRAGMA user_version` says which
/// were run. (Flyway does the same and needs 0.9 s of a cold start, more than half of the 1.5 s in
/// which the server is to be ready.)
final class SqliteDatabase implements Database {
  private static final int NEWEST = 3;

  /// The log's index grows by so much at once.
  private static final long LITTLE_ROOM = 64 << 10;

  private final Path file;
  private final Handle writer;

  private SqliteDatabase(Path file) throws SQLException {
    this.file = file;
    this.writer = Jdbi.create(connect(false)).open();
  }

  static SqliteDatabase open(Path file) {
    // SQLite would open it all the same, and fail at the first transaction.
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw notAllowed(file, Optional.empty());
    }
    try {
      return new SqliteDatabase(file);
    } catch (SQLException failure) {
      throw explained(file, failure, failure);
    }
  }

  private Connection connect(boolean readOnly) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=10000");
      statement.execute("PRAGMA cache_size=-8000");
      if (readOnly) {
        statement.execute("PRAGMA query_only=ON");
      } else {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
      }
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
    return connection;
  }

  @Override
  public Handle writer() {
    return writer;
  }

  @Override
  public Handle reader() {
    try {
      return Jdbi.create(connect(true)).open();
    } catch (SQLException failure) {
      throw explained(file, failure, failure);
    }
  }

  @Override
  public void migrate() {
    int version =
        writer.createQuery("PRAGMA user_version").mapTo(Integer.class).findFirst().orElse(0);
    if (version > NEWEST) {
      throw new StorageException(
          StorageException.Kind.YOURS,
          "open %s: schema %d (expected: %d or older). It was written by a newer Cairn: use that one, or name another folder with --data."
              .formatted(file, version, NEWEST));
    }
    for (int next = version + 1; next <= NEWEST; next++) {
      var number = next;
      var script = script(number);
      writer.useTransaction(handle -> {
        handle.createScript(script).execute();
        handle.execute("PRAGMA user_version=" + number);
      });
    }
  }

  private static String script(int number) {
    try (InputStream stream =
        SqliteDatabase.class.getResourceAsStream("sqlite/" + number + ".sql")) {
      if (stream == null) {
        throw new IllegalStateException("schema file: sqlite/%d.sql is missing".formatted(number));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException("schema file: sqlite/%d.sql".formatted(number), failure);
    }
  }

  @Override
  public StorageException explained(RuntimeException failure) {
    return explained(file, failure, failure);
  }

  private static StorageException explained(Path file, Throwable failure, Throwable whole) {
    var code = code(failure);
    if (code.filter(known -> isFull(known, file)).isPresent()) {
      return new StorageException(
          StorageException.Kind.LIMIT,
          "write %s: the disk is full. Make room; nothing that was answered is lost."
              .formatted(file),
          whole);
    }
    if (code.filter(
            known ->
                known.name().startsWith("SQLITE_READONLY")
                    || known.name().startsWith("SQLITE_CANTOPEN")
                    || known == SQLiteErrorCode.SQLITE_PERM)
        .isPresent()) {
      return notAllowed(file, Optional.of(whole));
    }
    return new StorageException(
        StorageException.Kind.OURS, "use %s: %s".formatted(file, failure.getMessage()), whole);
  }

  private static StorageException notAllowed(Path file, Optional<Throwable> cause) {
    var refused =
        new StorageException(
            StorageException.Kind.YOURS,
            "write %s: not allowed (expected: a file that this user may write). Change its rights, or name another folder with --data."
                .formatted(file));
    cause.ifPresent(refused::initCause);
    return refused;
  }

  /// Of the log's index SQLite only says that it can't be written.
  private static boolean isFull(SQLiteErrorCode code, Path file) {
    if (code == SQLiteErrorCode.SQLITE_FULL) {
      return true;
    }
    try {
      return code.name().startsWith("SQLITE_IOERR")
          && Files.getFileStore(file).getUsableSpace() < LITTLE_ROOM;
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<SQLiteErrorCode> code(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return Optional.of(sqlite.getResultCode());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    writer.execute("PRAGMA optimize");
    var connection = writer.getConnection();
    writer.close();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw explained(file, failure, failure);
    }
  }
}
