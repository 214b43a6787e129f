// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The layers of root file systems, each made once and kept: the blob in the content store, and a
/// note of it by the lock's digest in a folder that many processes share:
///
/// ```
/// layers/1-5f0c…      "sha256:<digest> <size> sha256:<diff id>\n"
/// ```
public final class OciBaseLayers {
  private final Path folder;
  private final ContentStore store;

  /// One root file system is packed by one thread; the others wait for it. Locks of root file
  /// systems that were asked for once stay: there are few.
  private final ConcurrentMap<Digest, Object> locks = new ConcurrentHashMap<>();

  private OciBaseLayers(Path folder, ContentStore store) {
    this.folder = folder;
    this.store = store;
  }

  /// Uses this folder, making it if need be.
  public static OciBaseLayers open(Path folder, ContentStore store) throws IOException {
    Files.createDirectories(folder);
    return new OciBaseLayers(folder, store);
  }

  /// A base that additions are put on.
  ///
  /// @param lock what it is made of
  /// @param names its directories (nothing) and links (their targets), by path
  record Base(Layer layer, Digest lock, Map<String, String> names) {
    Base {
      names = Map.copyOf(names);
    }
  }

  /// The layers of these, several at once.
  SortedMap<Platform, Optional<Base>> of(SortedMap<Platform, Optional<RootFileSystem>> roots)
      throws IOException, InterruptedException {
    SortedMap<Platform, Future<Optional<Base>>> made = new TreeMap<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var root : roots.entrySet()) {
        made.put(root.getKey(), executor.submit(() -> base(root.getValue())));
      }
    }
    SortedMap<Platform, Optional<Base>> bases = new TreeMap<>();
    for (var base : made.entrySet()) {
      bases.put(base.getKey(), result(base.getValue()));
    }
    return bases;
  }

  private static Optional<Base> result(Future<Optional<Base>> future)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException("pack image: a bug (expected: only IOException)", e);
    }
  }

  private Optional<Base> base(Optional<RootFileSystem> root) throws IOException {
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Digest lock = root.get().lock().digest();
    List<RootFileSystem.Entry> entries = root.get().entries();
    Map<String, String> names = new HashMap<>();
    for (RootFileSystem.Entry entry : entries) {
      switch (entry) {
        case RootFileSystem.Entry.Directory(var path, _) -> names.put(path, "");
        case RootFileSystem.Entry.Link(var path, var target) -> names.put(path, target);
        case RootFileSystem.Entry.File _ -> {}
      }
    }
    return Optional.of(new Base(layer(lock, entries), lock, names));
  }

  private Layer layer(Digest lock, List<RootFileSystem.Entry> entries) throws IOException {
    synchronized (locks.computeIfAbsent(lock, _ -> new Object())) {
      Path note = folder.resolve(Layer.FORMAT + "-" + lock.hex());
      Optional<Layer> before = noted(note);
      if (before.isPresent()) {
        return before.get();
      }
      SortedMap<String, LayerEntry> sorted = new TreeMap<>(Layer.BY_BYTES);
      for (RootFileSystem.Entry entry : entries) {
        sorted.put(entry.path(), layerEntry(entry));
      }
      Layer layer = Layer.write(sorted, store);
      Path written = Files.createTempFile(folder, "note", null);
      Files.writeString(
          written, "%s %d %s\n".formatted(layer.digest(), layer.size(), layer.diffId()));
      Files.move(written, note, StandardCopyOption.ATOMIC_MOVE);
      return layer;
    }
  }

  private static LayerEntry layerEntry(RootFileSystem.Entry entry) {
    return switch (entry) {
      case RootFileSystem.Entry.Directory(_, var mode) -> new LayerEntry.Directory(mode & 01777);
      case RootFileSystem.Entry.Link(_, var target) -> new LayerEntry.Link(target);
      case RootFileSystem.Entry.File(_, var mode, var size, var file) ->
          new LayerEntry.File(mode & 0777, size, () -> Files.newInputStream(file));
    };
  }

  /// What is noted, if that layer is still in the store.
  private Optional<Layer> noted(Path note) throws IOException {
    String text;
    try {
      text = Files.readString(note, StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    String[] words = text.strip().split(" ", -1);
    if (words.length != 3 || !Digest.isDigest(words[0]) || !Digest.isDigest(words[2])) {
      return Optional.empty();
    }
    Layer layer =
        new Layer(Digest.parse(words[0]), Long.parseLong(words[1]), Digest.parse(words[2]));
    return store.has(layer.digest()) ? Optional.of(layer) : Optional.empty();
  }
}
