// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sandboxes whose Cairn is gone. `--die-with-parent` holds from the moment on in which bubblewrap
/// has asked the kernel for it; if Cairn is killed in the milliseconds before, what it started goes
/// on, and nobody watches it. So each sandbox says who started it, in an argument that has no
/// effect:
///
/// ```
/// bwrap … --setenv CAIRN_STARTED_BY 4026531836.4711.918273 --unsetenv CAIRN_STARTED_BY …
///                                   the namespace of process ids, the process id, its start
/// ```
public final class Strays {
  private static final Logger LOG = System.getLogger(Strays.class.getName());
  private static final Path PROCESSES = Path.of("/proc");
  private static final String NAME = "CAIRN_STARTED_BY";
  private static final Pattern MARK = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)");
  private static final int FIELDS_BEFORE_START = 19;

  private Strays() {}

  /// The arguments by which a sandbox of this process is known; none where there is no `/proc`.
  static List<String> mark() {
    long self = ProcessHandle.current().pid();
    Optional<String> start = start(self);
    Optional<String> namespace = namespace();
    return start.isEmpty() || namespace.isEmpty()
        ? List.of()
        : arguments("%s.%d.%s".formatted(namespace.get(), self, start.get()));
  }

  static List<String> arguments(String mark) {
    return List.of("--setenv", NAME, mark, "--unsetenv", NAME);
  }

  /// Kills the sandboxes on this machine that were started by a Cairn that no longer runs.
  ///
  /// @return how many processes that were
  public static int end() {
    Optional<String> namespace = namespace();
    if (namespace.isEmpty()) {
      return 0;
    }
    var strays = new ArrayList<ProcessHandle>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (isStray(process, namespace.get())) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(strays::add);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "look for sandboxes whose Cairn is gone: {0}", e.getMessage());
    }
    for (ProcessHandle stray : strays) {
      LOG.log(
          Level.INFO,
          "process {0}: the Cairn that started it is gone; killed",
          Long.toString(stray.pid()));
      stray.destroyForcibly();
    }
    return strays.size();
  }

  /// Processes of other namespaces are not ours to judge: their ids mean something else.
  private static boolean isStray(Path process, String namespace) {
    Optional<String> mark = markOf(process);
    if (mark.isEmpty()) {
      return false;
    }
    Matcher parts = MARK.matcher(mark.get());
    return parts.matches()
        && parts.group(1).equals(namespace)
        && !start(Long.parseLong(parts.group(2))).equals(Optional.of(parts.group(3)));
  }

  private static Optional<String> markOf(Path process) {
    try {
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      if (!line.contains(NAME)) {
        return Optional.empty();
      }
      List<String> words = List.of(line.split("\0", -1));
      int at = words.indexOf(NAME);
      return at > 0 && words.get(at - 1).equals("--setenv") && at + 1 < words.size()
          ? Optional.of(words.get(at + 1))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // it has just ended
    }
  }

  private static Optional<String> namespace() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return Optional.of(name.replaceAll("[^0-9]", "")).filter(it -> !it.isEmpty());
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /// When a process began, in ticks since the machine did; nothing if it does not run.
  private static Optional<String> start(long pid) {
    try {
      String stat =
          Files.readString(
              PROCESSES.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may hold anything; behind it are the state and numbers.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean isDead = fields[0].equals("Z") || fields[0].equals("X");
      return isDead ? Optional.empty() : Optional.of(fields[FIELDS_BEFORE_START]);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
