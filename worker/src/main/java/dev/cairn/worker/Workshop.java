// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Bundle;
import dev.cairn.bundles.Compilation;
import dev.cairn.bundles.Compiler;
import dev.cairn.content.ContentStore;
import dev.cairn.content.FolderStore;
import dev.cairn.content.Tree;
import dev.cairn.engine.Engine;
import dev.cairn.git.GitRepository;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What repeatable work needs on this machine: engine, compiler, store, mirrors. For many threads.
///
/// @param folder the cache folder, shared safely by many processes
/// @param processes bundle processes that are kept warm, by their class files
/// @param known what was found out before
public record Workshop(
    Path folder,
    FolderStore store,
    Engine engine,
    Compiler compiler,
    Sandbox sandbox,
    Map<Path, Bundle> processes,
    Known known)
    implements Closeable {

  /// What is asked for again with each run of a bundle, and takes a Git process or many files to
  /// find out.
  ///
  /// @param sources by repository and commit
  /// @param compiled by tree and folder
  record Known(
      Recent<List<String>, Tree> sources, Recent<List<String>, Compilation.Compiled> compiled) {}

  /// @param folder the cache folder
  public static Workshop of(
      Path folder, FolderStore store, Engine engine, Compiler compiler, Sandbox sandbox) {
    return new Workshop(
        folder,
        store,
        engine,
        compiler,
        sandbox,
        new ConcurrentHashMap<>(),
        new Known(new Recent<>(), new Recent<>()));
  }

  /// How well steps are shut in, as runs tell it.
  String level() {
    return engine.level().name().toLowerCase(Locale.ROOT);
  }

  ContentStore content() {
    return store;
  }

  /// The files of a repository at a commit.
  Tree source(String repository, String commit) throws IOException, InterruptedException {
    List<String> key = List.of(repository, commit);
    Optional<Tree> before = known.sources().find(key).filter(it -> store.has(it.digest()));
    if (before.isPresent()) {
      return before.get();
    }
    GitRepository mirror = GitRepository.mirror(repository, folder.resolve("git"));
    mirror.need(commit);
    Tree tree = mirror.tree(commit, store);
    known.sources().keep(key, tree);
    return tree;
  }

  /// Compiles the bundle in a folder of a tree, unless that has been done.
  public Compilation compile(Tree source, String bundle) throws IOException, InterruptedException {
    List<String> key = List.of(source.digest().toString(), bundle);
    Optional<Compilation.Compiled> before =
        known.compiled().find(key).filter(it -> Files.isDirectory(it.classes()));
    if (before.isPresent()) {
      return before.get();
    }
    Path work =
        Files.createTempDirectory(Files.createDirectories(folder.resolve("compiling")), "bundle");
    try {
      Path to = work.resolve("tree");
      source.only(List.of(bundle + "/**/*.java", bundle + "/*.java"), store).write(to, store);
      Path at = to.resolve(bundle);
      Files.createDirectories(at);
      Compilation compilation = compiler.compile(at);
      if (compilation instanceof Compilation.Compiled compiled) {
        known.compiled().keep(key, compiled);
      }
      return compilation;
    } finally {
      Leftovers.delete(work);
    }
  }

  /// The process that plans a compiled bundle's tasks, warm if it was asked before.
  public Bundle process(Compilation.Compiled compiled) {
    return processes.computeIfAbsent(compiled.classes(), _ -> compiler.open(compiled));
  }

  @Override
  public void close() {
    processes.values().forEach(Bundle::close);
  }
}
