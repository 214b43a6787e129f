// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.cairn.content.ContentStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads the tar files of layers, bounded in size and number, and says which files of an image can
/// be seen.
public final class OciLayerReader {
  private static final long LARGEST = 16L << 30;
  private static final int MOST_ENTRIES = 1_000_000;
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private OciLayerReader() {}

  /// Sees the files of an image.
  public interface Visitor {
    /// Called for each regular file that can be seen, the topmost layer first, in the order of the
    /// layer; the stream ends where the file ends.
    ///
    /// @param path relative: `usr/bin/java`
    void file(String path, long size, InputStream content) throws IOException;
  }

  /// Visits all regular files that a container of this image would see: those of upper layers hide
  /// those below, as do whiteouts (`.wh.name`).
  public static void visit(OciImage image, ContentStore store, Visitor visitor) throws IOException {
    Set<String> hidden = new HashSet<>();
    for (OciImage.LayerBlob layer : image.layers().reversed()) {
      List<String> hides = new ArrayList<>();
      entries(
          layer,
          store,
          (path, entry, in) -> {
            if (isHidden(path, hidden)) {
              return;
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            String folder = path.substring(0, path.length() - name.length());
            if (name.equals(OPAQUE)) {
              hides.add(folder);
            } else if (name.startsWith(WHITEOUT)) {
              hides.add(folder + name.substring(WHITEOUT.length()));
            } else if (!entry.isDirectory()) {
              hides.add(path);
              if (entry.isFile() && !entry.isLink()) {
                visitor.file(path, entry.getSize(), in);
              }
            }
          });
      hidden.addAll(hides);
    }
  }

  private static boolean isHidden(String path, Set<String> hidden) {
    if (hidden.contains(path) || hidden.contains("")) {
      return true;
    }
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (hidden.contains(path.substring(0, slash))
          || hidden.contains(path.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }

  /// Takes the entries of one layer.
  interface Taker {
    /// @param path normalised: relative, without `.` and `..`
    void take(String path, TarArchiveEntry entry, InputStream content) throws IOException;
  }

  static void entries(OciImage.LayerBlob layer, ContentStore store, Taker taker)
      throws IOException {
    try (InputStream blob = new BufferedInputStream(store.open(layer.digest()), 1 << 16);
        InputStream tar = new Bounded(plain(blob, layer), LARGEST);
        TarArchiveInputStream entries = new TarArchiveInputStream(tar, "UTF-8")) {
      int count = 0;
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        count++;
        if (count > MOST_ENTRIES) {
          throw new IOException(
              "read layer: %s: more than %,d entries (expected: fewer)"
                  .formatted(layer.digest(), MOST_ENTRIES));
        }
        String path = normalized(entry.getName(), layer);
        if (!path.isEmpty()) {
          taker.take(path, entry, entries);
        }
      }
    }
  }

  private static InputStream plain(InputStream blob, OciImage.LayerBlob layer) throws IOException {
    blob.mark(4);
    byte[] magic = blob.readNBytes(4);
    blob.reset();
    if (magic.length == 4 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return new GZIPInputStream(blob, 1 << 16);
    }
    if (magic.length == 4 && magic[0] == 0x28 && magic[1] == (byte) 0xb5 && magic[2] == 0x2f) {
      return new ZstdInputStreamNoFinalizer(blob);
    }
    if (!layer.mediaType().endsWith("tar")) {
      throw new IOException(
          "read layer: %s: %s (expected: tar, tar+gzip or tar+zstd)"
              .formatted(layer.digest(), layer.mediaType()));
    }
    return blob;
  }

  private static String normalized(String name, OciImage.LayerBlob layer) throws IOException {
    List<String> names = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IOException(
            "read layer: %s: path \"%s\" (expected: no .. in it)".formatted(layer.digest(), name));
      }
      if (!part.isEmpty() && !part.equals(".")) {
        names.add(part);
      }
    }
    return String.join("/", names);
  }

  /// Ends with an error where it should have ended.
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final long most;
    private long count;

    Bounded(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int n) throws IOException {
      count += n;
      if (count > most) {
        throw new IOException("read layer: more than %,d bytes (expected: fewer)".formatted(most));
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
