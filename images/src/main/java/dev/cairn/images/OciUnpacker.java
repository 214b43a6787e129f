// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Images as folders of this machine, for services that run here. The lowest layer is unpacked once
/// for all images on it; the others share its files by hard links, so a new version of a service
/// costs what is new in it. Nobody may write there; sandboxes bind it read-only.
///
/// ```
/// unpacked/<digest of the diff ids>/usr/bin/java
/// ```
public final class OciUnpacker {
  private final Path folder;
  private final ContentStore store;

  private OciUnpacker(Path folder, ContentStore store) {
    this.folder = folder;
    this.store = store;
  }

  /// Uses this folder, making it if need be.
  public static OciUnpacker open(Path folder, ContentStore store) throws IOException {
    Files.createDirectories(folder);
    return new OciUnpacker(folder, store);
  }

  /// Where the image's files lie, unpacked now if they do not yet.
  public Path unpack(OciImage image) throws IOException {
    List<OciImage.LayerBlob> layers = image.layers();
    Path done = place(layers);
    if (Files.isDirectory(done)) {
      return done;
    }
    Path work = Files.createTempDirectory(folder, "work");
    try {
      Path root = Files.createDirectory(work.resolve("root"));
      int applied = 0;
      if (layers.size() > 1) {
        Path lowest = unpack(lowestOf(image));
        copyByLinks(lowest, root);
        applied = 1;
      }
      for (OciImage.LayerBlob layer : layers.subList(applied, layers.size())) {
        apply(layer, root);
      }
      Unpacking.moveIntoPlace(root, done);
    } finally {
      delete(work);
    }
    return done;
  }

  private static OciImage lowestOf(OciImage image) {
    return new OciImage(
        image.manifest(),
        image.platform(),
        image.config(),
        image.directory(),
        image.layers().subList(0, 1));
  }

  private Path place(List<OciImage.LayerBlob> layers) {
    String chain = String.join("\n", layers.stream().map(l -> l.diffId().toString()).toList());
    return folder.resolve(Digest.of(chain.getBytes(StandardCharsets.UTF_8)).hex());
  }

  private static void copyByLinks(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path made = to.resolve(from.relativize(directory).toString());
            if (!directory.equals(from)) {
              Files.createDirectory(made);
            }
            Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path made = to.resolve(from.relativize(file).toString());
            if (attributes.isSymbolicLink()) {
              Files.createSymbolicLink(made, Files.readSymbolicLink(file));
            } else {
              Files.createLink(made, file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void apply(OciImage.LayerBlob layer, Path root) throws IOException {
    OciRooted rooted = new OciRooted(root);
    OciLayerReader.entries(
        layer,
        store,
        (path, entry, in) -> {
          String name = path.substring(path.lastIndexOf('/') + 1);
          Path parent = rooted.folder(path.substring(0, path.length() - name.length()));
          if (name.equals(".wh..wh..opq")) {
            deleteContents(parent);
          } else if (name.startsWith(".wh.")) {
            delete(parent.resolve(name.substring(".wh.".length())));
          } else {
            write(entry, in, parent.resolve(name), rooted);
          }
        });
  }

  private static void write(TarArchiveEntry entry, InputStream in, Path file, OciRooted rooted)
      throws IOException {
    if (entry.isDirectory()) {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        delete(file);
        Files.createDirectory(file);
      }
      Files.setPosixFilePermissions(file, permissions(entry.getMode() | 0700));
      return;
    }
    delete(file);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, rooted.file(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(in, file);
      Files.setPosixFilePermissions(file, permissions(entry.getMode() | 0400));
    }
    // Devices and pipes are left out: a sandbox brings its own.
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] bits = {
      PosixFilePermission.OTHERS_EXECUTE,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_READ
    };
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < bits.length; bit++) {
      if ((mode & (1 << bit)) != 0) {
        permissions.add(bits[bit]);
      }
    }
    return permissions;
  }

  private static void deleteContents(Path directory) throws IOException {
    try (var there = Files.newDirectoryStream(directory)) {
      for (Path path : there) {
        delete(path);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      deleteContents(path);
    }
    Files.deleteIfExists(path);
  }
}
