// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import dev.cairn.content.FolderStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real `git` program.
class GitRepositoryIT {
  private static final String DIGEST = "sha256:" + "9f".repeat(32);
  private static final String OTHER = "sha256:" + "77".repeat(32);

  @TempDir Path temp;
  private Path work;
  private Path bare;
  private FolderStore store;
  private GitRepository repository;

  @BeforeEach
  void pushOneCommit() throws Exception {
    bare = temp.resolve("shop.git");
    work = Files.createDirectories(temp.resolve("shop"));
    store = FolderStore.open(temp.resolve("content"));
    shell(temp, "init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
    shell(work, "init", "--quiet", "--initial-branch=main");
    shell(work, "remote", "add", "origin", bare.toString());
    Files.createDirectories(work.resolve("cairn"));
    Files.writeString(work.resolve("cairn/Delivery.java"), "class Delivery {}\n");
    Files.writeString(work.resolve("run.sh"), "#!/bin/sh\n");
    work.resolve("run.sh").toFile().setExecutable(true);
    Files.createSymbolicLink(work.resolve("link"), Path.of("run.sh"));
    push("Begin");
    repository = GitRepository.mirror(bare.toString(), temp.resolve("mirrors"));
  }

  @Test
  void aTreeHoldsFilesModesAndLinks() throws Exception {
    String commit = repository.refs().get("refs/heads/main");
    repository.need(commit);
    Map<String, Tree.Entry> entries = repository.tree(commit, store).entries(store);
    assertThat(entries)
        .containsOnlyKeys("cairn/Delivery.java", "link", "run.sh")
        .containsEntry("link", new Tree.Entry.Link("run.sh"))
        .containsEntry(
            "run.sh",
            new Tree.Entry.File(
                Digest.of("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)), 10, true));
    assertThat(repository.tree(commit, store))
        .as("from memory")
        .isEqualTo(repository.tree(commit, store));
  }

  @Test
  void commitsSayWhatTheirDiffNewlyNames() throws Exception {
    String first = repository.refs().get("refs/heads/main");
    Files.writeString(work.resolve("shop.yaml"), "image: shop@" + DIGEST + "\n");
    String second = push("Deploy");
    Files.writeString(
        work.resolve("shop.yaml"), "image: shop@" + OTHER + "\n# was " + DIGEST + "\n");
    String third = push("Deploy another\n\nBody");
    repository.fetch();

    List<GitCommit> commits = repository.commits(Optional.of(first), third, 10);
    assertThat(commits).extracting(GitCommit::id).containsExactly(third, second);
    assertThat(commits)
        .extracting(GitCommit::digests)
        .containsExactly(List.of(OTHER), List.of(DIGEST));
    assertThat(commits)
        .extracting(GitCommit::files)
        .containsExactly(List.of("shop.yaml"), List.of("shop.yaml"));
    assertThat(commits.getFirst().message()).isEqualTo("Deploy another\n\nBody");
    assertThat(commits.getFirst().parents()).containsExactly(second);
    assertThat(repository.isAncestor(first, third)).isTrue();
    assertThat(repository.isAncestor(third, first)).isFalse();
  }

  @Test
  void aFolderKeepsItsKeyWhileItsContentDoes() throws Exception {
    String first = repository.refs().get("refs/heads/main");
    Files.writeString(work.resolve("other.txt"), "other\n");
    String second = push("Elsewhere");
    repository.need(second);
    assertThat(repository.folderKey(second, "cairn"))
        .isPresent()
        .isEqualTo(repository.folderKey(first, "cairn"));
    assertThat(repository.folderKey(second, "nothing")).isEmpty();
  }

  @Test
  void anEditIsOneCommitOnTopOfWhateverIsThere() throws Exception {
    var edit =
        new GitEdit(
            "production/shop.yaml",
            _ -> "image: shop@" + DIGEST + "\n",
            "Promote",
            "Cairn",
            "cairn@localhost");
    Optional<String> commit = repository.commit("main", edit);
    assertThat(commit).isPresent();
    assertThat(repository.commit("main", edit)).as("nothing changes").isEmpty();
    assertThat(repository.refs().get("refs/heads/main")).isEqualTo(commit.get());
    repository.fetch();
    assertThat(repository.text(commit.get(), "production/shop.yaml"))
        .contains("image: shop@" + DIGEST + "\n");
    assertThat(repository.text(commit.get(), "run.sh")).contains("#!/bin/sh\n");
  }

  @Test
  void theWorkingTreeIsWhatGitTracksOrWouldTrack() throws Exception {
    Files.writeString(work.resolve(".gitignore"), "target/\n");
    Files.createDirectories(work.resolve("target"));
    Files.writeString(work.resolve("target/out"), "no\n");
    Files.writeString(work.resolve("new.txt"), "yes\n");
    assertThat(GitRepository.workingTree(work, store).entries(store))
        .containsOnlyKeys(".gitignore", "cairn/Delivery.java", "link", "new.txt", "run.sh");
  }

  @Test
  void aFolderOutsideGitIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> GitRepository.workingTree(temp, store))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("Run git init there");
  }

  @Test
  void hooksOfARepositoryDoNotRun() throws Exception {
    Path hook = temp.resolve("ran");
    for (String name : List.of("post-checkout", "reference-transaction", "pre-push")) {
      Path file = bare.resolve("hooks").resolve(name);
      Files.writeString(file, "#!/bin/sh\ntouch " + hook + "\n");
      file.toFile().setExecutable(true);
    }
    repository.fetch();
    assertThat(hook).doesNotExist();
  }

  private String push(String message) throws Exception {
    shell(work, "add", "--all");
    shell(
        work,
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@localhost",
        "commit",
        "--quiet",
        "--message",
        message);
    shell(work, "push", "--quiet", "origin", "main");
    return shell(work, "rev-parse", "HEAD").strip();
  }

  private static String shell(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return new Git(folder).run(arguments);
  }
}
