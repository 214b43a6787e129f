// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.SortedMap;

/// One layer of an image, as it lies in the store.
///
/// @param digest of the compressed tar
/// @param size of the compressed tar
/// @param diffId the digest of the tar itself
record Layer(Digest digest, long size, Digest diffId) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+zstd";

  /// Raised whenever the same entries give other bytes, such as with a new zstd: what was made
  /// before is not used any more.
  static final int FORMAT = 1;

  /// Tar files are sorted by the bytes of their names.
  static final Comparator<String> BY_BYTES =
      Comparator.comparing(path -> path.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /// Level 3 of zstd chooses its matches by itself, whatever the processor can do.
  private static final int LEVEL = 3;

  /// Makes a layer of these entries, which are sorted by [#BY_BYTES].
  static Layer write(SortedMap<String, LayerEntry> entries, ContentStore store) throws IOException {
    MessageDigest tar = Digest.sha256();
    Digest digest =
        store.put(out -> {
          try (var zstd = new ZstdOutputStreamNoFinalizer(new Unclosed(out), LEVEL)) {
            zstd.setWorkers(0);
            zstd.setChecksum(true);
            try (OutputStream digesting = new DigestOutputStream(new Chunks(zstd), tar)) {
              LayerTar.write(entries, digesting);
            }
          }
        });
    return new Layer(
        digest, store.size(digest), new Digest(HexFormat.of().formatHex(tar.digest())));
  }

  /// Hands on chunks of one size, so that what zstd makes does not depend on how files were read.
  private static final class Chunks extends OutputStream {
    private final OutputStream out;
    private final byte[] chunk = new byte[1 << 20];
    private int filled;

    Chunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int n = Math.min(length - done, chunk.length - filled);
        System.arraycopy(bytes, offset + done, chunk, filled, n);
        filled += n;
        done += n;
        if (filled == chunk.length) {
          out.write(chunk, 0, filled);
          filled = 0;
        }
      }
    }

    @Override
    public void close() throws IOException {
      out.write(chunk, 0, filled);
      filled = 0;
      out.close();
    }
  }

  /// The store closes its stream itself.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
