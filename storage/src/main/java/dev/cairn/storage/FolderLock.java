// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One server per data folder: a lock on `server.lock`, which holds the process id of who has it.
/// The lock ends with the process, however that ends; the file stays.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) {
    var file = folder.resolve("server.lock");
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        var holder = holder(channel);
        channel.close();
        throw new StorageException(
            StorageException.Kind.IN_USE,
            "open data folder: %s: in use by another server%s (expected: one server per folder). Stop that one, or name another folder with --data."
                .formatted(folder, holder));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new FolderLock(channel);
    } catch (IOException failure) {
      throw new StorageException(
          StorageException.Kind.YOURS,
          "open data folder: %s: %s (expected: a folder that this user may write). Change its rights, or name another folder with --data."
              .formatted(folder, failure),
          failure);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // this very process has it
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    var pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? ", process " + pid : "";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
