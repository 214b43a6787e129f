// SPDX-License-Identifier: Apache-2.0

import dev.cairn.images.Debian;
import dev.cairn.images.Lock;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.images.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Programs that only tests need, from locked Debian packages by Cairn's own means: nothing is
/// installed and nobody has to be root. Writes one script for each into a folder for the `PATH`:
///
/// ```
/// build/test-tools/skopeo     exec bwrap … --ro-bind ~/.cache/cairn/roots/0fa9… / … /usr/bin/skopeo "$@"
/// ```
///
/// They find their own root file system, this machine's `/tmp` and network, and are uid 0 of a user
/// namespace with one user, which is what podman needs to unpack an image.
///
/// @param name as tests call it
/// @param packages what its root file system is made of
record Tool(String name, List<String> packages, List<String> command) {
  static final List<Tool> ALL =
      List.of(
          new Tool("skopeo", List.of("skopeo"), List.of("/usr/bin/skopeo")),
          new Tool("podman", List.of("podman", "runc"), List.of("/usr/bin/podman")),
          new Tool(
              "chromium",
              List.of(
                  "chromium-headless-shell",
                  "fonts-dejavu-core",
                  "fonts-liberation",
                  "fonts-open-sans"),
              List.of("/usr/lib/chromium/chromium-headless-shell", "--no-sandbox")));

  String script(List<String> bubblewrap, Path root) {
    List<String> words = new ArrayList<>(bubblewrap);
    words.addAll(
        List.of(
            "--unshare-user --uid 0 --gid 0 --cap-add ALL --unshare-pid --die-with-parent".split(" ")));
    words.addAll(List.of("--ro-bind", root.toString(), "/"));
    words.addAll(
        List.of(
            "--dev /dev --proc /proc --ro-bind /sys /sys --tmpfs /run --tmpfs /var --dir /var/tmp --tmpfs /root --bind /tmp /tmp"
                .split(" ")));
    words.addAll(List.of("--setenv", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "--"));
    words.addAll(command);
    return "#!/bin/sh\nexec %s \"$@\"\n"
        .formatted(words.stream().map(Tool::quoted).collect(Collectors.joining(" ")));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}

void main(String[] arguments) throws IOException, InterruptedException {
  Path folder = Files.createDirectories(Path.of(arguments[0]));
  Map<String, String> environment = System.getenv();
  String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
  Path cache =
      (caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches))
          .resolve("cairn");
  Files.createDirectories(cache);
  Debian debian = Debian.open(cache, environment, Clock.systemUTC());
  List<String> bubblewrap = new Toolbox(debian, environment).program("bubblewrap", "bwrap", Progress.silent());
  for (Tool tool : Tool.ALL) {
    System.err.println("test: " + tool.name() + " from Debian's " + String.join(", ", tool.packages()));
    Lock lock = debian.lock("bookworm", tool.packages(), Platform.ofThisMachine(), Progress.silent());
    Path root = debian.root(lock, Progress.silent()).path();
    Path script = Files.createTempFile(folder, tool.name(), ".new");
    Files.writeString(script, tool.script(bubblewrap, root));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(script, folder.resolve(tool.name()), StandardCopyOption.ATOMIC_MOVE);
  }
}
