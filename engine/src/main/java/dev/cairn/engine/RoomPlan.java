// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Globs;
import dev.cairn.content.Tree;
import dev.cairn.images.OciPacker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lies where in the room of a step, before anything of it is on disk.
///
/// @param entries all files of inputs and additions, by absolute path
/// @param readOnly folders of the image's additions
/// @param writable folders that the commands may write to, and that last from one to the next
record RoomPlan(SortedMap<String, Tree.Entry> entries, Set<String> readOnly, Set<String> writable) {
  /// An absolute path in an argument: `/t`, `--out=/t/x`, `/app:/t:/lib/*`.
  private static final Pattern PATH = Pattern.compile("(?:^|[=:,@])/([^/=:,*]+)");

  /// @param inputs trees at absolute paths
  static RoomPlan of(
      Step.Room room, List<OciPacker.Addition> inputs, Images.Resolved image, ContentStore store)
      throws IOException {
    SortedMap<String, Tree.Entry> entries = new TreeMap<>();
    SortedSet<String> readOnly = new TreeSet<>();
    SortedSet<String> writable = new TreeSet<>(Set.of("/out"));
    for (OciPacker.Addition addition : image.additions()) {
      readOnly.add(folder("add", addition.path()));
      put(addition, entries, store);
    }
    for (OciPacker.Addition input : inputs) {
      writable.add(folder("in", input.path()));
      put(input, entries, store);
    }
    if (room.commands().size() > 1) {
      writable.add("/tmp");
    }
    return new RoomPlan(entries, readOnly, writable);
  }

  /// The same with a folder that what is wanted of the step lies in.
  RoomPlan withWritable(String directory) {
    SortedSet<String> more = new TreeSet<>(writable);
    more.add(directory);
    return new RoomPlan(entries, readOnly, more);
  }

  /// The same with the folders that commands name and nobody else makes: the `/t` of `javac -d /t`.
  /// The room's root itself can't be written to.
  ///
  /// @param there the names at the root of the image
  RoomPlan withNamedFolders(List<Step.Command> commands, Set<String> there) {
    SortedSet<String> more = new TreeSet<>(writable);
    for (Step.Command command : commands) {
      for (String argument : command.argv()) {
        Matcher path = PATH.matcher(argument);
        while (path.find()) {
          String name = path.group(1);
          boolean known =
              there.contains(name)
                  || Set.of("tmp", "proc", "dev", "sys", ".", "..").contains(name)
                  || any(readOnly, "/" + name)
                  || any(writable, "/" + name);
          if (!known) {
            more.add("/" + name);
          }
        }
      }
    }
    return new RoomPlan(entries, readOnly, more);
  }

  private static boolean any(Set<String> folders, String top) {
    return folders.stream().anyMatch(f -> f.equals(top) || f.startsWith(top + "/"));
  }

  /// The folders of the host that the room needs: no one inside another one, and whether it can be
  /// written to.
  SortedMap<String, Boolean> mounts() {
    SortedSet<String> all = new TreeSet<>(readOnly);
    all.addAll(writable);
    SortedMap<String, Boolean> mounts = new TreeMap<>();
    for (String folder : all) {
      String outer = folder;
      for (String other : all) {
        if (folder.startsWith(other + "/") && other.length() < outer.length()) {
          outer = other;
        }
      }
      mounts.merge(outer, writable.contains(folder), Boolean::logicalOr);
    }
    return mounts;
  }

  /// The arguments of a command with the files that its globs choose.
  List<String> arguments(Step.Command command) throws StepException {
    List<String> arguments = new ArrayList<>(command.argv());
    if (!command.files().isEmpty()) {
      Predicate<String> wanted = Globs.of(command.files());
      List<String> chosen =
          entries.entrySet().stream()
              .filter(e -> !(e.getValue() instanceof Tree.Entry.EmptyDirectory))
              .map(Map.Entry::getKey)
              .filter(wanted)
              .toList();
      if (chosen.isEmpty()) {
        throw new StepException(
            "run %s: files(%s): no input is matched (expected: one or more). The inputs are below %s."
                .formatted(
                    command.argv().getFirst(), String.join(", ", command.files()), writable));
      }
      arguments.addAll(chosen);
    }
    return arguments;
  }

  private static void put(
      OciPacker.Addition placed, SortedMap<String, Tree.Entry> entries, ContentStore store)
      throws IOException {
    for (var entry : placed.tree().entries(store).entrySet()) {
      String path = folder("in", placed.path()) + "/" + entry.getKey();
      Tree.Entry before = entries.putIfAbsent(path, entry.getValue());
      if (before != null && !before.equals(entry.getValue())) {
        throw new StepException(
            "make room: %s: two inputs have other content there (expected: the same, or other paths). Leave it out of one of them with only(\"!…\")."
                .formatted(path));
      }
    }
  }

  /// An absolute path without a slash at its end.
  private static String folder(String verb, String path) throws StepException {
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean bad =
        !folder.startsWith("/")
            || folder.contains("//")
            || (folder + "/").contains("/../")
            || (folder + "/").contains("/./");
    if (bad) {
      throw new StepException(
          "make room: %s(\"%s\"): (expected: an absolute path below /, such as /src)"
              .formatted(verb, path));
    }
    return folder;
  }
}
