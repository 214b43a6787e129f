// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// A `.deb`: an ar archive of `debian-binary`, `control.tar.xz` and `data.tar.xz` (deb(5)).
///
/// @param control the package's stanza, as the dpkg database keeps it
/// @param afterwards the script that dpkg would run after unpacking, empty if there is none. It is
///   read, never run
record DebFile(String control, String afterwards) {
  private static final int LARGEST_CONTROL = 1 << 20;

  /// Unpacks the files into the tree.
  static DebFile unpack(Path file, RootTree tree) throws IOException {
    String control = "";
    String afterwards = "";
    try (ArArchiveInputStream deb =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (ArArchiveEntry member = deb.getNextEntry();
          member != null;
          member = deb.getNextEntry()) {
        String name = member.getName();
        if (name.startsWith("control.tar")) {
          TarArchiveInputStream tar = tar(deb, name);
          for (TarArchiveEntry entry = tar.getNextEntry();
              entry != null;
              entry = tar.getNextEntry()) {
            switch (entry.getName()) {
              case "./control" -> control = text(tar);
              case "./postinst" -> afterwards = text(tar);
              default -> {}
            }
          }
        } else if (name.startsWith("data.tar")) {
          unpackAll(tar(deb, name), tree);
        }
      }
    }
    if (control.isEmpty()) {
      throw new IOException(
          "unpack %s: no control file (expected: a .deb). Delete it to have it downloaded anew."
              .formatted(file));
    }
    return new DebFile(control, afterwards);
  }

  private static void unpackAll(TarArchiveInputStream tar, RootTree tree) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isDirectory()) {
        tree.directory(entry.getName());
      } else if (entry.isSymbolicLink()) {
        tree.link(entry.getName(), entry.getLinkName());
      } else if (entry.isLink()) {
        tree.sameFile(entry.getName(), entry.getLinkName());
      } else if (entry.isFile()) {
        tree.file(entry.getName(), (entry.getMode() & 0111) != 0, tar);
      }
    }
  }

  private static TarArchiveInputStream tar(InputStream in, String name) throws IOException {
    InputStream open =
        switch (name.substring(name.lastIndexOf('.'))) {
          case ".xz" -> new XZInputStream(in);
          case ".gz" -> new GZIPInputStream(in, 1 << 16);
          case ".zst" -> new ZstdInputStream(in);
          case ".tar" -> in;
          default ->
              throw new IOException(
                  "unpack a .deb: %s (expected: compressed by xz, gzip or zstd)".formatted(name));
        };
    return new TarArchiveInputStream(open, StandardCharsets.UTF_8.name());
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(LARGEST_CONTROL), StandardCharsets.UTF_8);
  }
}
