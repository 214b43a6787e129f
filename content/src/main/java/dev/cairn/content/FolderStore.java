// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A store in a folder, one file a blob, shared safely by many processes:
///
/// ```
/// content/sha256/9f/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
/// content/incoming/…        what is being written; renamed when complete and flushed
/// ```
public final class FolderStore implements ContentStore {
  private final Path blobs;
  private final Path incoming;

  private FolderStore(Path blobs, Path incoming) {
    this.blobs = blobs;
    this.incoming = incoming;
  }

  /// Opens the store in this folder, making it if need be.
  public static FolderStore open(Path folder) throws IOException {
    Path blobs = folder.resolve("sha256");
    Path incoming = folder.resolve("incoming");
    Files.createDirectories(blobs);
    Files.createDirectories(incoming);
    return new FolderStore(blobs, incoming);
  }

  @Override
  public Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    if (!has(digest)) {
      put(digest, new ByteArrayInputStream(bytes));
    }
    return digest;
  }

  @Override
  public Digest put(InputStream in) throws IOException {
    return put(in::transferTo);
  }

  @Override
  public Digest put(Content content) throws IOException {
    Path file = Files.createTempFile(incoming, "put", null);
    try {
      Digest digest = write(content, file);
      keep(file, digest);
      return digest;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void put(Digest expected, InputStream in) throws IOException {
    Path file = Files.createTempFile(incoming, "put", null);
    try {
      Digest actual = write(in::transferTo, file);
      if (!actual.equals(expected)) {
        throw new WrongDigestException(expected, actual);
      }
      keep(file, actual);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public boolean has(Digest digest) {
    return Files.exists(path(digest));
  }

  @Override
  public long size(Digest digest) throws IOException {
    try {
      return Files.size(path(digest));
    } catch (NoSuchFileException e) {
      throw missing(digest, e);
    }
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    try {
      return Files.newInputStream(path(digest));
    } catch (NoSuchFileException e) {
      throw missing(digest, e);
    }
  }

  /// Where the bytes lie, or would lie. Never write there.
  public Path path(Digest digest) {
    return blobs.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static Digest write(Content content, Path file) throws IOException {
    MessageDigest digest = Digest.sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      content.writeTo(out);
    }
    return new Digest(HexFormat.of().formatHex(digest.digest()));
  }

  private void keep(Path file, Digest digest) throws IOException {
    Path target = path(digest);
    if (Files.exists(target)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
    Files.createDirectories(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private MissingContentException missing(Digest digest, IOException cause) {
    var missing = new MissingContentException(digest, blobs.toString());
    missing.initCause(cause);
    return missing;
  }
}
