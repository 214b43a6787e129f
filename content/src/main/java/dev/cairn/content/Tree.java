// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A directory as a Merkle tree: the digest of its root's `Directory` message, in the Remote
/// Execution API's own encoding, so that local and remote caches share their keys. The tree of no
/// files is the digest of no bytes, `sha256:e3b0c442…`.
///
/// A tree keeps names, contents, whether a file may be executed, links, and directories that are
/// empty; no times, owners or other modes. Its digest depends on nothing else.
///
/// @param digest where the root's message lies in the store
public record Tree(Digest digest) {
  /// The tree of nothing. Its message has no bytes; [#entries] needs no store for it.
  public static final Tree EMPTY = new Tree(Digest.of(new byte[0]));

  /// What a path of a tree is. Directories are there by what is in them; only empty ones are
  /// entries.
  public sealed interface Entry {
    /// A regular file.
    record File(Digest content, long size, boolean executable) implements Entry {}

    /// A symbolic link; it is never followed here.
    record Link(String target) implements Entry {}

    /// A directory with nothing in it.
    record EmptyDirectory() implements Entry {}
  }

  /// Keeps the messages of these entries; the contents of the files are not looked at.
  ///
  /// @param entries by path, `src/main/App.java`: relative, `/` between names, no `.` or `..`
  /// @throws TreeException if a path can't be one, or is a file and a directory
  public static Tree of(SortedMap<String, Entry> entries, ContentStore store) throws IOException {
    return Directories.write(entries, store);
  }

  /// All that is in it, by path.
  ///
  /// @throws TreeException if what lies in the store is no tree, or too large a one
  public SortedMap<String, Entry> entries(ContentStore store) throws IOException {
    return equals(EMPTY) ? new TreeMap<>() : Directories.read(digest, store);
  }

  /// What of it matches, as [Globs] says.
  public Tree only(List<String> globs, ContentStore store) throws IOException {
    Predicate<String> wanted = Globs.of(globs);
    SortedMap<String, Entry> kept = new TreeMap<>();
    entries(store)
        .forEach((path, entry) -> {
          if (wanted.test(path)) {
            kept.put(path, entry);
          }
        });
    return of(kept, store);
  }

  /// All of it, moved into a directory.
  ///
  /// @param directory `lib` or `usr/lib`; a leading `/` is the tree's own root
  public Tree under(String directory, ContentStore store) throws IOException {
    String folder = directory.startsWith("/") ? directory.substring(1) : directory;
    if (folder.isEmpty()) {
      return this;
    }
    SortedMap<String, Entry> entries = entries(store);
    SortedMap<String, Entry> moved = new TreeMap<>();
    if (entries.isEmpty()) {
      moved.put(folder, new Entry.EmptyDirectory());
    }
    entries.forEach((path, entry) -> moved.put(folder + "/" + path, entry));
    return of(moved, store);
  }

  /// All of these together.
  ///
  /// @throws TreeException if two of them have other content at the same path; it names the path
  public static Tree merge(List<Tree> trees, ContentStore store) throws IOException {
    SortedMap<String, Entry> merged = new TreeMap<>();
    for (Tree tree : trees) {
      for (var entry : tree.entries(store).entrySet()) {
        Entry there = merged.putIfAbsent(entry.getKey(), entry.getValue());
        if (there != null && !there.equals(entry.getValue())) {
          throw TreeException.conflict(entry.getKey(), there, entry.getValue());
        }
      }
    }
    return of(withoutFilledDirectories(merged), store);
  }

  /// Reads a directory of this machine into the store. Files are executable if their owner may
  /// execute them; links are kept as links; anything but files, links and directories is refused.
  public static Tree read(Path directory, ContentStore store) throws IOException {
    return Folders.read(directory, store);
  }

  /// Writes it into a directory that is not there yet, or empty: plain copies (nobody who changes
  /// them changes the store), 0644 or 0755, all times 1980-01-01T00:00:00Z.
  public void write(Path directory, ContentStore store) throws IOException {
    Folders.write(entries(store), directory, store);
  }

  /// An empty directory of one tree that another one fills is no entry any more.
  private static SortedMap<String, Entry> withoutFilledDirectories(
      SortedMap<String, Entry> entries) {
    SortedMap<String, Entry> result = new TreeMap<>();
    entries.forEach((path, entry) -> {
      boolean filled = !entries.subMap(path + "/", path + "0").isEmpty();
      if (!(entry instanceof Entry.EmptyDirectory && filled)) {
        result.put(path, entry);
      }
    });
    return result;
  }
}
