// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.FolderStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What repositories of other people may hold, against the real `git` program.
final class HostileRepositoryIT {
  private static final String MAIN = "sha256:" + "aa".repeat(32);
  private static final String SIDE = "sha256:" + "bb".repeat(32);

  @TempDir Path temp;
  private Path work;
  private Path bare;
  private GitRepository repository;

  @BeforeEach
  void begin() throws Exception {
    bare = temp.resolve("config.git");
    work = Files.createDirectories(temp.resolve("config"));
    git(temp, "init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
    git(work, "init", "--quiet", "--initial-branch=main");
    git(work, "remote", "add", "origin", bare.toString());
    Files.writeString(work.resolve("a"), "a\n");
    push("Begin");
    repository = GitRepository.mirror(bare.toString(), temp.resolve("mirrors"));
    repository.fetch();
  }

  @Test
  void aMergeNamesWhatItBringsToItsBranchOnly() throws Exception {
    git(work, "checkout", "--quiet", "-b", "side");
    Files.writeString(work.resolve("side.yaml"), "image: x@" + SIDE + "\n");
    commit("side");
    git(work, "checkout", "--quiet", "main");
    Files.writeString(work.resolve("main.yaml"), "image: x@" + MAIN + "\n");
    String before = push("main");
    as("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    git(work, "push", "--quiet", "origin", "main");
    repository.fetch();
    String head = repository.head("main").orElseThrow();
    GitCommit merge = repository.commits(Optional.of(before), head, 10).getFirst();
    assertThat(merge.parents()).hasSize(2);
    assertThat(merge.files()).containsExactly("side.yaml");
    assertThat(merge.digests()).containsExactly(SIDE);
  }

  @Test
  void anAnnotatedTagIsTheCommitThatItIsAbout() throws Exception {
    as("tag", "--annotate", "--message", "one", "v1");
    git(work, "tag", "light");
    git(work, "push", "--quiet", "origin", "v1", "light");
    String head = git(work, "rev-parse", "HEAD").strip();
    assertThat(repository.refs())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("refs/heads/main", head, "refs/tags/v1", head, "refs/tags/light", head));
  }

  @Test
  void afterALostHistoryOnlyTheHeadIsTold() throws Exception {
    Files.writeString(work.resolve("a"), "b\n");
    String head = push("Second");
    repository.fetch();
    assertThat(repository.commits(Optional.of("0".repeat(40)), head, 10)).hasSize(1);
    assertThat(repository.commits(Optional.of("not a commit"), head, 10)).hasSize(1);
  }

  @Test
  void aCommitMayClaimAnyNameAndTime() throws Exception {
    String tree = git(work, "rev-parse", "HEAD^{tree}").strip();
    String raw =
        "tree %s\nauthor a\u001fb <c\u001fd> 99999999999999 +0000\ncommitter x <y> 18446744073709551615 +9999\n\nm\u001fessage\n"
            .formatted(tree);
    String odd =
        new Git(work)
            .run(
                Map.of(),
                raw.getBytes(StandardCharsets.UTF_8),
                "hash-object",
                "-t",
                "commit",
                "-w",
                "--stdin",
                "--literally")
            .strip();
    git(work, "push", "--quiet", "origin", odd + ":refs/heads/odd");
    repository.fetch();
    GitCommit commit = repository.commits(Optional.empty(), odd, 1).getFirst();
    assertThat(commit.author()).isEqualTo("a\u001fb");
    assertThat(commit.time()).isEqualTo(Instant.EPOCH);
    assertThat(commit.message()).isEqualTo("m\u001fessage");
  }

  @Test
  void aLargeDiffIsReadForItsDigestsOnly() throws Exception {
    Files.writeString(work.resolve("large"), "no digest in this line\n".repeat(3_000_000));
    Files.writeString(work.resolve("small"), "image: x@" + MAIN + "\n");
    String head = push("Much");
    repository.fetch();
    GitCommit commit = repository.commits(Optional.empty(), head, 1).getFirst();
    assertThat(commit.files()).containsExactly("large", "small");
    assertThat(commit.digests()).containsExactly(MAIN);
  }

  @Test
  void aRepositoryOfSomebodyElseIsReadAndWritten() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("mirror"));
    git(folder, "init", "--quiet", "--bare", ".");
    Map<String, String> other = Map.of("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    assertThatThrownBy(() -> new Git(folder, other).run("ls-remote", bare.toString()))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("dubious ownership");
    String settings = GitSettings.write(folder, Map.of()).toString();
    var git =
        new Git(
            folder, Map.of("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", "GIT_CONFIG_GLOBAL", settings));
    assertThat(git.run("ls-remote", bare.toString())).contains("refs/heads/main");
    git.run("fetch", "--quiet", bare.toString(), "refs/heads/main:refs/heads/main");
    git.run("push", "--quiet", bare.toString(), "refs/heads/main:refs/heads/copy");
  }

  @Test
  void thePersonsOwnSettingsCount() throws Exception {
    Path own = temp.resolve("own \"settings\"");
    Files.writeString(own, "[user]\nname = Ada\n");
    Path settings = GitSettings.write(temp, Map.of("GIT_CONFIG_GLOBAL", own.toString()));
    var git = new Git(temp, Map.of("GIT_CONFIG_GLOBAL", settings.toString()));
    assertThat(git.line("config", "user.name")).isEqualTo("Ada");
  }

  @Test
  void theReceivingRepositorysHooksRun() throws Exception {
    Path told = temp.resolve("told");
    Path hook = bare.resolve("hooks/post-receive");
    Files.writeString(hook, "#!/bin/sh\ncat > " + told + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    String commit = repository.commit("main", edit("x.yaml", "x\n")).orElseThrow();
    assertThat(told).content().contains(commit);
  }

  @Test
  void aPushThatAHookRefusesIsNotTriedAgain() throws Exception {
    Path hook = bare.resolve("hooks/pre-receive");
    Files.writeString(hook, "#!/bin/sh\necho only the platform team may >&2\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> repository.commit("main", edit("x.yaml", "x\n")))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("only the platform team may");
  }

  @Test
  void aScriptStaysAScript() throws Exception {
    Files.writeString(work.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(work.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    push("Script");
    repository.commit("main", edit("run.sh", "#!/bin/sh\nexit 1\n"));
    git(work, "fetch", "--quiet", "origin");
    assertThat(git(work, "ls-tree", "origin/main", "run.sh")).startsWith("100755");
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "w" + writer;
      GitRepository own = GitRepository.mirror(bare.toString(), temp.resolve("mirrors"));
      writers.add(() -> {
        for (int i = 0; i < 3; i++) {
          own.commit("main", edit(name + "-" + i, name + "\n"));
        }
        return true;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(writers)) {
        assertThat(done.get()).isTrue();
      }
    }
    git(work, "fetch", "--quiet", "origin");
    assertThat(git(work, "ls-tree", "--name-only", "origin/main").lines()).hasSize(13);
    assertThat(git(work, "rev-list", "--count", "origin/main").strip()).isEqualTo("13");
  }

  @Test
  void submodulesAreNamedAndLeftOut() throws Exception {
    String commit = git(work, "rev-parse", "HEAD").strip();
    git(work, "update-index", "--add", "--cacheinfo", "160000," + commit + ",lib/other");
    as("commit", "--quiet", "--message", "Submodule");
    git(work, "push", "--quiet", "origin", "main");
    repository.fetch();
    String head = repository.head("main").orElseThrow();
    assertThat(repository.submodules(head)).containsExactly("lib/other");
    var store = FolderStore.open(temp.resolve("content"));
    assertThat(repository.tree(head, store).entries(store)).containsOnlyKeys("a");
  }

  @Test
  void whatIsNoUrlIsRefused() {
    for (String url : List.of("--upload-pack=touch x", "ext::sh -c x")) {
      assertThatThrownBy(() -> GitRepository.mirror(url, temp)).isInstanceOf(GitException.class);
    }
  }

  private static GitEdit edit(String path, String text) {
    return new GitEdit(path, _ -> text, "Edit " + path, "Cairn", "cairn@localhost");
  }

  private String push(String message) throws Exception {
    commit(message);
    git(work, "push", "--quiet", "origin", "main");
    return git(work, "rev-parse", "HEAD").strip();
  }

  private void commit(String message) throws Exception {
    git(work, "add", "--all");
    as("commit", "--quiet", "--message", message);
  }

  private void as(String... arguments) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("-c", "user.name=Ada", "-c", "user.email=ada@localhost"));
    all.addAll(List.of(arguments));
    git(work, all.toArray(String[]::new));
  }

  private static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return new Git(folder).run(arguments);
  }
}
