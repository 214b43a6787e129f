// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands before bubblewrap, outermost first:
///
/// ```
/// sh -c 'exec 9<FILTER; …'    opens the seccomp filter; binds what the user below can't reach; sets
///                             the umask, on which what commands make must not depend
/// setpriv --reuid 65534 …     only if root started Cairn
/// unshare --user …            a user namespace, so that processes are counted for this command alone
/// prlimit --nproc=…           the kernel's own bounds
/// bwrap …
/// ```
///
/// Each of them becomes the next one, so one process remains, and it is bubblewrap's.
///
/// @param bubblewrap how it is called; several words where its own loader runs it
/// @param isRoot whether Cairn runs as root
/// @param counts whether user namespaces may be nested, so that processes can be counted
/// @param filters whether system calls are filtered
record InNamespaces(List<String> bubblewrap, boolean isRoot, boolean counts, boolean filters)
    implements Launch {
  /// bubblewrap itself: the process that waits, and process 1 of the room.
  private static final int OWN_PROCESSES = 2;

  private static final String OPEN_FILTER = "umask 022; exec 9<\"$0\"; exec \"$@\"";
  private static final String OPEN_NOTHING = "umask 022; exec \"$@\"";

  /// `$0` is the filter, `$1` the stage, and up to `--` stands what is bound below it.
  private static final String STAGE =
      """
      umask 022
      if [ -s "$0" ]; then exec 9<"$0"; fi
      stage=$1; shift
      mount -t tmpfs -o mode=755,size=64k cairn "$stage" || exit 125
      n=0
      while [ "$1" != -- ]; do
        if [ -d "$1" ]; then mkdir "$stage/$n"; else : > "$stage/$n"; fi
        mount --rbind "$1" "$stage/$n" || exit 125
        n=$((n+1)); shift
      done
      shift
      exec "$@"
      """;

  InNamespaces {
    bubblewrap = List.copyOf(bubblewrap);
  }

  @Override
  public Start start(Command command) throws IOException {
    if (isRoot) {
      for (Mount mount : command.mounts()) {
        if (mount instanceof Mount.Writable(Path source, _)) {
          Owner.hand(source, NOBODY);
        }
      }
    }
    return new Start(argv(command), Optional.empty(), OWN_PROCESSES);
  }

  private List<String> argv(Command command) throws IOException {
    Reach reach = isRoot ? Reach.of(paths(command)) : Reach.asItIs();
    List<String> room = Room.arguments(command, reach);
    List<String> all = new ArrayList<>(shell(reach));
    if (isRoot) {
      String nobody = Integer.toString(NOBODY);
      all.addAll(List.of("setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups", "--"));
    }
    all.addAll(bounds(command.limits()));
    for (String word : bubblewrap) {
      all.add(seen(word, reach));
    }
    all.addAll(room);
    all.addAll(Strays.mark());
    if (filters) {
      all.addAll(List.of("--seccomp", "9"));
    }
    all.add("--");
    all.addAll(command.argv());
    return all;
  }

  private List<String> shell(Reach reach) throws IOException {
    String file = filters ? FilterFile.path().toString() : "/dev/null";
    if (reach.isOpen()) {
      return List.of("sh", "-c", filters ? OPEN_FILTER : OPEN_NOTHING, file);
    }
    var staged =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "--", "sh", "-c"));
    staged.addAll(List.of(STAGE, file, reach.stage().toString()));
    reach.bound().forEach(path -> staged.add(path.toString()));
    staged.add("--");
    return staged;
  }

  private List<String> bounds(Limits limits) {
    var bounds = new ArrayList<String>();
    if (counts) {
      bounds.addAll(List.of("unshare", "--user", "--map-current-user", "--"));
    }
    bounds.add("prlimit");
    if (counts) {
      int processes = limits.processes() + OWN_PROCESSES;
      bounds.add("--nproc=%d:%d".formatted(processes, processes));
    }
    bounds.add("--fsize=%d:%d".formatted(limits.fileBytes(), limits.fileBytes()));
    bounds.add("--core=0:0");
    bounds.add("--");
    return bounds;
  }

  private List<Path> paths(Command command) throws IOException {
    var paths = new ArrayList<Path>();
    try (Stream<Path> children = Files.list(command.root())) {
      children.filter(path -> !Files.isSymbolicLink(path)).forEach(paths::add);
    }
    for (Mount mount : command.mounts()) {
      switch (mount) {
        case Mount.ReadOnly(Path source, _) -> paths.add(source);
        case Mount.Writable(Path source, _) -> paths.add(source);
        case Mount.Memory _ -> {}
      }
    }
    bubblewrap.stream().flatMap(Launch::pathsIn).forEach(paths::add);
    return paths;
  }

  private static String seen(String word, Reach reach) throws IOException {
    List<Path> paths = Launch.pathsIn(word).toList();
    if (paths.isEmpty()) {
      return word;
    }
    var seen = new ArrayList<Path>();
    for (Path path : paths) {
      seen.add(reach.seen(path));
    }
    return seen.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
