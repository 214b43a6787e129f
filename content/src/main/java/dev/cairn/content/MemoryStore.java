// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// A store in memory, for tests and for what is soon thrown away. Safe for many threads.
public final class MemoryStore implements ContentStore {
  private final ConcurrentMap<Digest, byte[]> blobs = new ConcurrentHashMap<>();

  @Override
  public Digest put(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    blobs.putIfAbsent(digest, bytes.clone());
    return digest;
  }

  @Override
  public Digest put(InputStream in) throws IOException {
    return put(in.readAllBytes());
  }

  @Override
  public void put(Digest expected, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    Digest actual = Digest.of(bytes);
    if (!actual.equals(expected)) {
      throw new WrongDigestException(expected, actual);
    }
    blobs.putIfAbsent(actual, bytes);
  }

  @Override
  public boolean has(Digest digest) {
    return blobs.containsKey(digest);
  }

  @Override
  public long size(Digest digest) throws IOException {
    return bytes(digest).length;
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return new ByteArrayInputStream(bytes(digest));
  }

  /// How many blobs are here.
  public int count() {
    return blobs.size();
  }

  private byte[] bytes(Digest digest) throws IOException {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      throw new MissingContentException(digest, "memory");
    }
    return bytes;
  }
}
