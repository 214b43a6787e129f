// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.io.InputStream;

/// One name of a layer. All belong to user and group 0 and are of 1980-01-01T00:00:00Z.
sealed interface LayerEntry {
  record Directory(int mode) implements LayerEntry {}

  record File(int mode, long size, Opener opener) implements LayerEntry {}

  record Link(String target) implements LayerEntry {}

  /// Opens the bytes of a file.
  interface Opener {
    InputStream open() throws IOException;
  }
}
