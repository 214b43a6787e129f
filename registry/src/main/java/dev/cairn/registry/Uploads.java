// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The uploads that are under way: `uploads/<uuid>`, one file each. They do not outlive the
/// process; a client then begins anew, as it must with any registry.
final class Uploads {
  private final Path folder;
  private final RegistryLimits limits;
  private final InstantSource clock;
  private final Map<String, Upload> byId = new ConcurrentHashMap<>();

  private Uploads(Path folder, RegistryLimits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  /// Makes the folder if need be, and empties it.
  static Uploads open(Path folder, RegistryLimits limits, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return new Uploads(folder, limits, clock);
  }

  InstantSource clock() {
    return clock;
  }

  Upload begin(String repository) throws IOException, RefusedException {
    forgetIdle();
    if (byId.size() >= limits.uploads()) {
      throw new RefusedException(
          ErrorCode.TOOMANYREQUESTS,
          "push blob: %s: %d uploads are under way (expected: fewer). Try again in a minute."
              .formatted(repository, byId.size()),
          Map.of("Retry-After", "60"));
    }
    Path file = folder.resolve(UUID.randomUUID().toString());
    var upload = new Upload(repository, file, limits.blobBytes(), clock.instant());
    byId.put(upload.id(), upload);
    return upload;
  }

  Upload find(String repository, String id) throws RefusedException {
    Upload upload = byId.get(id);
    if (upload == null || !upload.repository().equals(repository)) {
      throw new RefusedException(
          ErrorCode.BLOB_UPLOAD_UNKNOWN,
          "push blob: %s: no such upload (expected: one that was begun here within %s). Begin it again."
              .formatted(repository, limits.idle()));
    }
    return upload;
  }

  /// Ends it; its bytes are deleted.
  void forget(Upload upload) throws IOException {
    byId.remove(upload.id());
    Files.deleteIfExists(upload.file());
  }

  private void forgetIdle() throws IOException {
    var oldest = clock.instant().minus(limits.idle());
    for (Upload upload : byId.values()) {
      if (upload.touched().isBefore(oldest) && upload.turn().tryLock()) {
        try {
          forget(upload);
        } finally {
          upload.turn().unlock();
        }
      }
    }
  }
}
