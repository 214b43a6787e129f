// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the files of a commit as objects. What a tree id of Git's is in the store is remembered
/// beside the mirror.
record GitObjects(Git git, Path folder) {
  private static final String LINK = "120000";
  private static final String SUBMODULE = "160000";
  private static final String EXECUTABLE = "100755";
  private static final long LARGEST_LINK = 4096;

  private record Listed(String mode, String id, String path) {}

  Tree tree(String commit, ContentStore store) throws IOException, InterruptedException {
    String gitTree = git.line("rev-parse", commit + "^{tree}");
    Path known = folder.resolve("cairn-trees").resolve(gitTree);
    if (Files.exists(known)) {
      Digest digest = Digest.parse(Files.readString(known).strip());
      if (store.has(digest)) {
        return new Tree(digest);
      }
    }
    Tree tree = read(list(commit), store);
    Files.createDirectories(known.getParent());
    Path fresh = Files.createTempFile(known.getParent(), "tree", null);
    Files.writeString(fresh, tree.digest().toString());
    Files.move(fresh, known, StandardCopyOption.ATOMIC_MOVE);
    return tree;
  }

  List<String> submodules(String commit) throws IOException, InterruptedException {
    return all(commit).stream()
        .filter(it -> it.mode().equals(SUBMODULE))
        .map(Listed::path)
        .toList();
  }

  private List<Listed> list(String commit) throws IOException, InterruptedException {
    return all(commit).stream().filter(it -> !it.mode().equals(SUBMODULE)).toList();
  }

  private List<Listed> all(String commit) throws IOException, InterruptedException {
    var listed = new ArrayList<Listed>();
    for (String line : git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0", -1)) {
      // 100644 blob 8f3c…<tab>src/Main.java
      int tab = line.indexOf('\t');
      if (tab < 0) {
        continue;
      }
      String[] words = line.substring(0, tab).split(" ", -1);
      String path = line.substring(tab + 1);
      if (path.contains("\ufffd")) {
        throw new GitException(
            "read %s of commit %s (expected: a name in UTF-8). Rename the file."
                .formatted(path, commit));
      }
      listed.add(new Listed(words[0], words[2], path));
    }
    return listed;
  }

  private Tree read(List<Listed> listed, ContentStore store)
      throws IOException, InterruptedException {
    var entries = new TreeMap<String, Tree.Entry>();
    Process process = git.start(Map.of(), "cat-file", "--batch");
    Thread asking = Thread.ofVirtual().start(() -> ask(process, listed));
    try (var in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      for (Listed file : listed) {
        entries.put(file.path(), entry(file, in, store));
      }
    } finally {
      process.destroyForcibly();
      asking.join();
    }
    return Tree.of(entries, store);
  }

  private static void ask(Process process, List<Listed> listed) {
    try (OutputStream out = process.getOutputStream()) {
      for (Listed file : listed) {
        out.write((file.id() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The reader meets the end of the output and says what was missing.
      process.destroyForcibly();
    }
  }

  private static Tree.Entry entry(Listed file, InputStream in, ContentStore store)
      throws IOException {
    // <id> blob <size>\n<bytes>\n
    String header = header(in);
    String[] words = header.split(" ", -1);
    if (words.length != 3 || !words[1].equals("blob")) {
      throw new GitException(
          "read %s: git says \"%s\" (expected: a blob)".formatted(file.path(), header));
    }
    long size = Long.parseLong(words[2]);
    Tree.Entry entry;
    if (file.mode().equals(LINK) && size <= LARGEST_LINK) {
      entry = new Tree.Entry.Link(new String(in.readNBytes((int) size), StandardCharsets.UTF_8));
    } else {
      Digest digest = store.put(new Part(in, size));
      entry = new Tree.Entry.File(digest, size, file.mode().equals(EXECUTABLE));
    }
    if (in.read() != '\n') {
      throw new GitException(
          "read %s: git's output is cut off (expected: %d bytes)".formatted(file.path(), size));
    }
    return entry;
  }

  private static String header(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > 200) {
        throw new GitException(
            "read objects: git ended after \"%s\" (expected: a header)".formatted(line));
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /// As Git sees it, whoever asks.
  private static boolean executable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  static Tree workingTree(Path directory, ContentStore store)
      throws IOException, InterruptedException {
    var git = new Git(directory);
    Git.Result result =
        git.attempt(
            Map.of(),
            new byte[0],
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--deduplicate");
    if (result.exit() != 0) {
      throw new GitException(
          "read the files of %s: %s (expected: a folder in a Git working tree, since Cairn sees what Git tracks or would track). Run git init there."
              .formatted(directory, result.errors().strip()));
    }
    var entries = new TreeMap<String, Tree.Entry>();
    for (String name : result.text().split("\0", -1)) {
      Path file = directory.resolve(name);
      if (name.isEmpty() || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (Files.isSymbolicLink(file)) {
        entries.put(name, new Tree.Entry.Link(Files.readSymbolicLink(file).toString()));
      } else if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          Digest digest = store.put(in);
          entries.put(name, new Tree.Entry.File(digest, store.size(digest), executable(file)));
        }
      }
    }
    return Tree.of(entries, store);
  }
}
