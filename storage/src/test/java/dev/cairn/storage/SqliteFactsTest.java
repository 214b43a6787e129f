// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFactsTest extends FactsContract {
  @TempDir Path folder;

  @Override
  Storage open() {
    return Storage.open(folder);
  }
}
