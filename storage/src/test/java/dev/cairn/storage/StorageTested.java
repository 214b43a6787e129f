// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A storage that is opened before each test and closed after it.
abstract class StorageTested {
  Storage storage;

  /// Opens what is there; the first time of a test, nothing. A database that cannot be reached must
  /// fail here.
  abstract Storage open();

  @BeforeEach
  void begin() {
    storage = open();
  }

  @AfterEach
  void end() {
    storage.close();
  }

  final void again() {
    storage.close();
    storage = open();
  }
}
