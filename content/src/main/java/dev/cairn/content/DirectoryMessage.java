// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import dev.cairn.content.Tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One directory in the Remote Execution API's encoding (build/bazel/remote/execution/v2):
///
/// ```
/// message Directory     { repeated FileNode files = 1; repeated DirectoryNode directories = 2; repeated SymlinkNode symlinks = 3; }
/// message FileNode      { string name = 1; Digest digest = 2; bool is_executable = 4; }
/// message DirectoryNode { string name = 1; Digest digest = 2; }
/// message SymlinkNode   { string name = 1; string target = 2; }
/// message Digest        { string hash = 1; int64 size_bytes = 2; }
/// ```
///
/// Only the canonical form is read: what was written from the same directory is the same bytes.
record DirectoryMessage(List<File> files, List<Child> directories, List<Link> links) {
  private static final int LARGEST = 64 << 20;

  record File(String name, Entry.File entry) {}

  record Child(String name, Digest digest, long size) {
    Child named(String other) {
      return new Child(other, digest, size);
    }
  }

  record Link(String name, Entry.Link entry) {}

  DirectoryMessage {
    files = List.copyOf(files);
    directories = List.copyOf(directories);
    links = List.copyOf(links);
  }

  boolean isEmpty() {
    return files.isEmpty() && directories.isEmpty() && links.isEmpty();
  }

  byte[] bytes() {
    ProtoWriter out = new ProtoWriter();
    for (File file : files) {
      ProtoWriter node = new ProtoWriter();
      node.text(1, file.name());
      node.message(2, digest(file.entry().content(), file.entry().size()));
      node.flag(4, file.entry().executable());
      out.message(1, node);
    }
    for (Child child : directories) {
      ProtoWriter node = new ProtoWriter();
      node.text(1, child.name());
      node.message(2, digest(child.digest(), child.size()));
      out.message(2, node);
    }
    for (Link link : links) {
      ProtoWriter node = new ProtoWriter();
      node.text(1, link.name());
      node.text(2, link.entry().target());
      out.message(3, node);
    }
    return out.bytes();
  }

  private static ProtoWriter digest(Digest digest, long size) {
    ProtoWriter message = new ProtoWriter();
    message.text(1, digest.hex());
    message.number(2, size);
    return message;
  }

  static DirectoryMessage read(Digest digest, ContentStore store) throws IOException {
    if (digest.equals(Tree.EMPTY.digest())) {
      return new DirectoryMessage(List.of(), List.of(), List.of());
    }
    byte[] bytes;
    try (InputStream in = store.open(digest)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw TreeException.message(digest, "more than %d bytes".formatted(LARGEST));
    }
    try {
      return parse(bytes);
    } catch (IllegalArgumentException e) {
      TreeException wrong = TreeException.message(digest, String.valueOf(e.getMessage()));
      wrong.initCause(e);
      throw wrong;
    }
  }

  /// @throws IllegalArgumentException if these bytes are not what {@link #bytes} would write
  static DirectoryMessage parse(byte[] bytes) {
    List<File> files = new ArrayList<>();
    List<Child> directories = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    ProtoReader in = new ProtoReader(bytes);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> files.add(file(in.message()));
        case 2 -> directories.add(child(in.message()));
        case 3 -> links.add(link(in.message()));
        default -> throw new IllegalArgumentException("field %d".formatted(in.field()));
      }
    }
    DirectoryMessage message = new DirectoryMessage(files, directories, links);
    message.checkNames();
    if (!Arrays.equals(message.bytes(), bytes)) {
      throw new IllegalArgumentException("not the canonical encoding");
    }
    return message;
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    checkNames(files.stream().map(File::name).toList(), names);
    checkNames(directories.stream().map(Child::name).toList(), names);
    checkNames(links.stream().map(Link::name).toList(), names);
    for (Link link : links) {
      if (!Directories.wrongTarget(link.entry().target()).isEmpty()) {
        throw new IllegalArgumentException("a link's target that is empty, too long or has NUL");
      }
    }
  }

  private static void checkNames(List<String> names, Set<String> all) {
    String before = "";
    for (String name : names) {
      String wrong = Directories.wrong(name);
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("name \"%s\": %s".formatted(name, wrong));
      }
      if (Directories.BY_BYTES.compare(before, name) >= 0) {
        throw new IllegalArgumentException("name \"%s\" after \"%s\"".formatted(name, before));
      }
      if (!all.add(name)) {
        throw new IllegalArgumentException("name \"%s\" twice".formatted(name));
      }
      before = name;
    }
  }

  private static File file(ProtoReader in) {
    String name = "";
    SizedDigest content = SizedDigest.NONE;
    boolean executable = false;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> content = SizedDigest.read(in.message());
        case 4 -> executable = in.number() != 0;
        default -> throw new IllegalArgumentException("file: field %d".formatted(in.field()));
      }
    }
    return new File(name, new Entry.File(content.digest(), content.size(), executable));
  }

  private static Child child(ProtoReader in) {
    String name = "";
    SizedDigest content = SizedDigest.NONE;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> content = SizedDigest.read(in.message());
        default -> throw new IllegalArgumentException("directory: field %d".formatted(in.field()));
      }
    }
    return new Child(name, content.digest(), content.size());
  }

  private static Link link(ProtoReader in) {
    String name = "";
    String target = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> target = in.text();
        default -> throw new IllegalArgumentException("link: field %d".formatted(in.field()));
      }
    }
    return new Link(name, new Entry.Link(target));
  }

  private record SizedDigest(Digest digest, long size) {
    private static final SizedDigest NONE = new SizedDigest(Tree.EMPTY.digest(), 0);

    private static SizedDigest read(ProtoReader in) {
      String hash = "";
      long size = 0;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> hash = in.text();
          case 2 -> size = in.number();
          default -> throw new IllegalArgumentException("digest: field %d".formatted(in.field()));
        }
      }
      if (size < 0) {
        throw new IllegalArgumentException("size %d".formatted(size));
      }
      return new SizedDigest(new Digest(hash), size);
    }
  }
}
