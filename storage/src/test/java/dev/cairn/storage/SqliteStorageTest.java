// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageTest extends StorageContract {
  @TempDir Path folder;

  @Override
  Storage open() {
    return Storage.open(folder);
  }

  @Test
  void aSecondServerOnOneFolderIsRefusedInOneLine() {
    assertThatThrownBy(() -> Storage.open(folder))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "open data folder: %s: in use by another server, process %d (expected: one server per folder). Stop that one, or name another folder with --data."
                .formatted(folder, ProcessHandle.current().pid()));
  }

  @Test
  void aFolderThatIsAFileIsRefusedInOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Storage.open(file))
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.YOURS))
        .hasMessageStartingWith("open data folder: " + file);
  }

  @Test
  void aDatabaseOfANewerCairnIsRefusedAndTheFolderLetGo() throws SQLException, IOException {
    var other = Files.createDirectory(folder.resolve("newer"));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other.resolve("cairn.db"));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version=99");
    }

    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> Storage.open(other))
          .hasMessageContaining("schema 99 (expected: 3 or older)")
          .hasMessageContaining("written by a newer Cairn");
    }
  }

  @Test
  void aDatabaseOfAnOlderCairnIsBroughtUpAndKeepsWhatItHolds() throws SQLException, IOException {
    var other = Files.createDirectory(folder.resolve("older"));
    try (var older = Storage.open(other)) {
      older.releases().tag("shop", "latest", Examples.D1);
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other.resolve("cairn.db"));
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE digest_pushes");
      statement.execute("DROP INDEX deliveries_again");
      statement.execute("PRAGMA user_version=1");
    }

    try (var newer = Storage.open(other)) {
      assertThat(newer.digestPushes().waits("shop", Examples.D1)).isFalse();
      assertThat(newer.releases().newest("shop", "latest")).contains(Examples.D1);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidToBeNone() throws IOException {
    var other = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(other.resolve("cairn.db"), "this is not a database".repeat(100));

    assertThatThrownBy(() -> Storage.open(other))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cairn.db")
        .hasMessageContaining("not a database");
  }
}
