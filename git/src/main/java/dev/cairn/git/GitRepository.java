// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A repository of somebody's, mirrored into a bare one of Cairn's. Safe for many threads and
/// processes.
public final class GitRepository {
  private static final int TRIES = 20;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}(?![0-9a-f])");
  private static final int MOST_FILES = 1000;

  /// One fetch at a time for each folder of this process: the lock of the file is between
  /// processes, and would be lost if another thread closed the same file.
  private static final Map<Path, ReentrantLock> GUARDS = new ConcurrentHashMap<>();

  private final String url;
  private final Path folder;
  private final Git git;

  private GitRepository(String url, Path folder) throws IOException {
    this.url = url;
    this.folder = folder;
    Path settings = GitSettings.write(folder, System.getenv());
    this.git = new Git(folder, Map.of("GIT_CONFIG_GLOBAL", settings.toString()));
  }

  /// A mirror of a repository, kept below this folder under the digest of its URL; empty until it
  /// is fetched.
  ///
  /// @param url a path or URL that `git fetch` understands; from a configuration, never from an
  ///   event
  public static GitRepository mirror(String url, Path mirrors)
      throws IOException, InterruptedException {
    if (url.startsWith("-") || url.startsWith("ext::")) {
      throw new GitException(
          "mirror %s (expected: a path or URL of a Git repository)".formatted(url));
    }
    Path folder =
        mirrors.resolve(Digest.of(url.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
    if (!Files.exists(folder.resolve("HEAD"))) {
      Files.createDirectories(mirrors);
      Path fresh = Files.createTempDirectory(mirrors, "incoming");
      new Git(fresh).run("init", "--quiet", "--bare", ".");
      try {
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        // Another process made it first.
        if (!Files.exists(folder.resolve("HEAD"))) {
          throw e;
        }
      }
    }
    return new GitRepository(url, folder);
  }

  /// The branches and tags of a repository, by their full names, without fetching anything; for an
  /// annotated tag the commit that it is about.
  public SortedMap<String, String> refs() throws IOException, InterruptedException {
    var refs = new TreeMap<String, String>();
    for (String line : git.run("ls-remote", "--heads", "--tags", url).lines().toList()) {
      int tab = line.indexOf('\t');
      if (tab > 0 && COMMIT.matcher(line.substring(0, tab)).matches()) {
        // An annotated tag has two lines, first its own object, then refs/tags/v1^{}.
        String name = line.substring(tab + 1);
        refs.put(
            name.endsWith("^{}") ? name.substring(0, name.length() - 3) : name,
            line.substring(0, tab));
      }
    }
    return refs;
  }

  /// Fetches all branches and tags.
  public void fetch() throws IOException, InterruptedException {
    locked(() ->
        git.run(
            "fetch",
            "--quiet",
            "--prune",
            "--force",
            "--no-write-fetch-head",
            url,
            "+refs/heads/*:refs/heads/*",
            "+refs/tags/*:refs/tags/*"));
  }

  /// Fetches only if this commit is not here yet.
  ///
  /// @throws GitException if the repository does not have it
  public void need(String commit) throws IOException, InterruptedException {
    if (!has(commit)) {
      fetch();
      if (!has(commit)) {
        throw new GitException(
            "read commit %s of %s: it is on no branch and no tag (expected: a commit that was pushed)"
                .formatted(commit, url));
      }
    }
  }

  /// Whether the commit is here.
  public boolean has(String commit) throws IOException, InterruptedException {
    return COMMIT.matcher(commit).matches()
        && git.attempt(Map.of(), new byte[0], "cat-file", "-e", commit + "^{commit}").exit() == 0;
  }

  /// What a branch points to here, since the last fetch.
  public Optional<String> head(String branch) throws IOException, InterruptedException {
    Git.Result result =
        git.attempt(
            Map.of(),
            new byte[0],
            "rev-parse",
            "--verify",
            "--quiet",
            "refs/heads/" + branch + "^{commit}");
    return result.exit() == 0 ? Optional.of(result.text().strip()) : Optional.empty();
  }

  /// Whether the first commit is reachable from the second.
  public boolean isAncestor(String commit, String of) throws IOException, InterruptedException {
    return has(commit)
        && has(of)
        && git.attempt(Map.of(), new byte[0], "merge-base", "--is-ancestor", commit, of).exit()
            == 0;
  }

  /// The commits that are reachable from one and not from another, newest first, at most so many.
  /// Without another, or if that is not known here any more, only the one: a repository that is
  /// seen for the first time does not tell its whole history.
  public List<GitCommit> commits(Optional<String> before, String after, int limit)
      throws IOException, InterruptedException {
    var commits = new ArrayList<GitCommit>();
    boolean known = before.isPresent() && has(before.get());
    var arguments =
        new ArrayList<>(
            List.of(
                "rev-list", "--topo-order", "--max-count=" + (known ? limit : 1), checked(after)));
    if (known) {
      arguments.add("^" + before.orElseThrow());
    }
    for (String id : git.line(arguments.toArray(String[]::new)).lines().toList()) {
      commits.add(commit(id));
    }
    return commits;
  }

  /// All files that are tracked at a commit, read as objects into the store. Submodules are left
  /// out; {@link #submodules} names them.
  public Tree tree(String commit, ContentStore store) throws IOException, InterruptedException {
    return new GitObjects(git, folder).tree(checked(commit), store);
  }

  /// The paths of the submodules at a commit, whose files {@link #tree} does not have.
  public List<String> submodules(String commit) throws IOException, InterruptedException {
    return new GitObjects(git, folder).submodules(checked(commit));
  }

  /// What identifies the content of a folder at a commit: Git's id of it; empty where there is no
  /// such folder.
  public Optional<String> folderKey(String commit, String path)
      throws IOException, InterruptedException {
    Git.Result result =
        git.attempt(
            Map.of(),
            new byte[0],
            "rev-parse",
            "--verify",
            "--quiet",
            checked(commit) + ":" + path);
    String id = result.text().strip();
    boolean folderThere = result.exit() == 0 && git.line("cat-file", "-t", id).equals("tree");
    return folderThere ? Optional.of(id) : Optional.empty();
  }

  /// The text of a file at a commit; empty where there is none.
  public Optional<String> text(String commit, String path)
      throws IOException, InterruptedException {
    Git.Result result =
        git.attempt(Map.of(), new byte[0], "cat-file", "blob", checked(commit) + ":" + path);
    return result.exit() == 0 ? Optional.of(result.text()) : Optional.empty();
  }

  /// The paths of the files below a folder at a commit.
  public List<String> files(String commit, String path) throws IOException, InterruptedException {
    String names =
        git.run(
            "ls-tree", "-r", "-z", "--name-only", "--full-tree", checked(commit), "--", path + "/");
    return names.isEmpty()
        ? List.of()
        : List.of(names.split("\0", -1)).stream().filter(it -> !it.isEmpty()).toList();
  }

  /// Makes one commit on top of a branch and pushes it, never by force; where somebody else was
  /// faster, again on top of theirs.
  ///
  /// @return the commit, or empty if the edit changes nothing
  public Optional<String> commit(String branch, GitEdit edit)
      throws IOException, InterruptedException {
    var writing = new GitWriting(git, url);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      fetch();
      Optional<String> head = head(branch);
      Optional<String> commit = writing.commit(head, edit);
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      if (writing.push(commit.get(), branch)) {
        return commit;
      }
      // Different for each writer, so that they do not meet again and again.
      Thread.sleep(ThreadLocalRandom.current().nextLong(20L << Math.min(attempt, 5)));
    }
    throw new GitException(
        "push to %s of %s: others were faster %d times (expected: a quieter branch). Try again."
            .formatted(branch, url, TRIES));
  }

  /// What Git tracks or would track in a folder, as it stands in the working tree.
  ///
  /// @throws GitException if the folder is not in a Git working tree
  public static Tree workingTree(Path folder, ContentStore store)
      throws IOException, InterruptedException {
    return GitObjects.workingTree(folder, store);
  }

  private GitCommit commit(String id) throws IOException, InterruptedException {
    String[] parts =
        git.run(
                "show",
                "--no-patch",
                "--no-show-signature",
                "--format=%P%x00%an%x00%ae%x00%ct%x00%B",
                id)
            .split("\0", 5);
    List<String> parents =
        parts[0].isBlank() ? List.of() : List.of(parts[0].strip().split(" ", -1));
    List<String> files =
        Stream.of(git.run(changes(parents, id, "-z", "--name-only")).split("\0", -1))
            .filter(it -> !it.isEmpty())
            .limit(MOST_FILES)
            .toList();
    // -G leaves out the files where no changed line names a digest: a large diff stays small.
    String diff =
        git.run(
            changes(
                parents,
                id,
                "-p",
                "-Gsha256:[0-9a-f]{64}",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv"));
    return new GitCommit(
        id, parents, parts[1], parts[2], time(parts[3]), parts[4].strip(), files, newlyNamed(diff));
  }

  /// The arguments that compare a commit with its first parent, or with nothing.
  private static String[] changes(List<String> parents, String id, String... options) {
    var arguments = new ArrayList<>(List.of("diff-tree", "-r", "--no-commit-id", "--no-renames"));
    arguments.addAll(List.of(options));
    arguments.add(parents.isEmpty() ? "--root" : parents.getFirst());
    arguments.add(id);
    return arguments.toArray(String[]::new);
  }

  /// Anybody can write any number into a commit.
  private static Instant time(String seconds) {
    return seconds.matches("[0-9]{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(seconds))
        : Instant.EPOCH;
  }

  private static List<String> newlyNamed(String diff) {
    var added = new LinkedHashSet<String>();
    var removed = new LinkedHashSet<String>();
    diff.lines()
        .forEach(line -> {
          if (line.startsWith("+") && !line.startsWith("+++")) {
            collect(line, added);
          } else if (line.startsWith("-") && !line.startsWith("---")) {
            collect(line, removed);
          }
        });
    added.removeAll(removed);
    return List.copyOf(added);
  }

  private static void collect(String line, Set<String> digests) {
    Matcher matcher = DIGEST.matcher(line);
    while (matcher.find()) {
      digests.add(matcher.group());
    }
  }

  private static String checked(String commit) throws GitException {
    if (!COMMIT.matcher(commit).matches()) {
      throw new GitException("commit: \"%s\" (expected: 40 or 64 hex digits)".formatted(commit));
    }
    return commit;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /// One fetch at a time, in this process and among processes.
  private void locked(Work work) throws IOException, InterruptedException {
    ReentrantLock guard = GUARDS.computeIfAbsent(folder.toAbsolutePath(), _ -> new ReentrantLock());
    guard.lockInterruptibly();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("cairn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        Thread.sleep(20);
        lock = channel.tryLock();
      }
      work.run();
    } finally {
      guard.unlock();
    }
  }
}
