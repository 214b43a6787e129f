// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.io.IOException;
import java.io.InputStream;

/// The next so many bytes of a stream that goes on behind them.
final class Part extends InputStream {
  private final InputStream in;
  private long left;

  Part(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    left--;
    int next = in.read();
    if (next < 0) {
      throw cut();
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = in.read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw cut();
    }
    left -= n;
    return n;
  }

  private IOException cut() {
    return new IOException("read objects: git's output ends %d bytes early".formatted(left));
  }
}
