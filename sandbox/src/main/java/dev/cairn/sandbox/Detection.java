// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out what this machine allows, by running `true` of the host in a room made of the host's
/// own `/usr`: first with everything, then with less.
final class Detection {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NO_STEPS =
      " Steps are refused here: without a sandbox they would see this machine's files and network"
          + " in place of their image's, and could change them.";

  private static final String ROOT_TOO = ", a user (where nobody can't reach the cache)";

  private static final List<String> HOST_FOLDERS =
      List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "nix");

  private Detection() {}

  static Sandbox detect(Programs programs) throws IOException, InterruptedException {
    boolean isRoot = Owner.isRoot();
    List<String> bubblewrap = programs.bubblewrap();
    if (bubblewrap.isEmpty()) {
      return emulated(
          programs, isRoot, "bubblewrap is not here.", "Install the package bubblewrap.");
    }
    boolean known = SystemCalls.filter(System.getProperty("os.arch", "")).length > 0;
    List<InNamespaces> ladder =
        List.of(
            new InNamespaces(bubblewrap, isRoot, true, known),
            new InNamespaces(bubblewrap, isRoot, true, false),
            new InNamespaces(bubblewrap, isRoot, false, known),
            new InNamespaces(bubblewrap, isRoot, false, false));
    List<String> words = new ArrayList<>();
    for (InNamespaces launch : ladder) {
      Optional<String> refusal = refusal(Level.NAMESPACES, launch);
      if (refusal.isEmpty()) {
        return new Sandbox(Level.NAMESPACES, launch, less(launch));
      }
      words.add(refusal.get());
    }
    String last = words.getLast();
    String why = "user namespaces are not allowed here: %s.".formatted(last.replace('\n', ' '));
    return emulated(programs, isRoot, why, advice(last));
  }

  private static Sandbox emulated(Programs programs, boolean isRoot, String why, String advice)
      throws InterruptedException {
    String refusal;
    try {
      List<String> proot = programs.proot();
      if (proot.isEmpty()) {
        return none(why, advice, "PRoot is not here");
      }
      var walled = new Emulated(proot, isRoot, true);
      Optional<String> words = refusal(Level.EMULATED, walled);
      if (words.isEmpty()) {
        return new Sandbox(
            Level.EMULATED, walled, Optional.of(why + " " + lostBy(walled) + " " + advice));
      }
      refusal = words.get().replaceFirst("^" + Confine.SAYS, "");
      var open = new Emulated(proot, isRoot, false);
      Optional<String> more = refusal(Level.TRANSLATED, open);
      if (more.isEmpty()) {
        String lost = lostWithoutWall(isRoot).formatted(why, refusal, advice);
        return new Sandbox(Level.TRANSLATED, open, Optional.of(lost));
      }
    } catch (IOException e) {
      refusal = String.valueOf(e.getMessage());
    }
    return none(why, advice, refusal);
  }

  private static Sandbox none(String why, String advice, String refusal) {
    String none =
        "%s %s Nor are emulated rooms possible: %s.%s".formatted(why, advice, refusal, NO_STEPS);
    return new Sandbox(Level.NONE, new Refused(none), Optional.of(none));
  }

  private static String lostBy(Emulated launch) {
    return ("Steps run in emulated rooms (PRoot, Landlock, seccomp), which lose speed, and a"
            + " process list, a host name%s and a loopback of their own (a test that opens a"
            + " port fails). Their results are kept apart. To lose nothing:")
        .formatted(launch.isRoot() ? ROOT_TOO : "");
  }

  private static String lostWithoutWall(boolean isRoot) {
    return "NO WALL AROUND FILES: %s Nor can emulated rooms be walled: %s. PRoot shows steps their"
        + " image, and seccomp refuses the network and dangerous system calls, but a step that gets"
        + " away from PRoot can read and write every file that you can, and look into your other"
        + " processes. Run only what you would run without a sandbox. Lost, too: speed, and a"
        + " process list, a host name"
        + (isRoot ? ROOT_TOO : "")
        + " and a loopback of their own (a test that opens a port fails). Their results are kept"
        + " apart. To lose nothing: %s";
  }

  /// What the machine says against it, or nothing.
  private static Optional<String> refusal(Level level, Launch launch)
      throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(level, launch, Optional.empty());
    var said = new StringBuilder();
    Path root = Files.createTempDirectory("cairn-detect-");
    Outcome outcome;
    try {
      outcome =
          sandbox.run(
              theHostsTrue(root),
              (_, buffer, length) ->
                  said.append(new String(buffer, 0, length, StandardCharsets.UTF_8)));
    } finally {
      Leftovers.delete(root);
    }
    if (outcome.passed()) {
      return Optional.empty();
    }
    String words = said.toString().strip();
    return Optional.of(words.isEmpty() ? outcome.sentence() : words);
  }

  /// `true` in a room that has the host's programs and libraries, and nothing else.
  private static Command theHostsTrue(Path root) throws IOException {
    Command command = Command.in(root, "true").with(Limits.defaults().time(PATIENCE));
    for (String name : HOST_FOLDERS) {
      Path folder = Path.of("/", name);
      if (Files.isSymbolicLink(folder)) {
        Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(folder));
      } else if (Files.isDirectory(folder)) {
        command = command.with(Mount.readOnly(folder, folder.toString()));
      }
    }
    return command;
  }

  private static Optional<String> less(InNamespaces launch) {
    var less = new ArrayList<String>();
    if (!launch.counts()) {
      less.add("processes are only counted from outside (user namespaces can't be nested here)");
    }
    if (!launch.filters()) {
      less.add("system calls are not filtered (seccomp is not allowed or not known here)");
    }
    return less.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", less));
  }

  private static String advice(String words) {
    if (is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
      return "AppArmor forbids them: sudo sysctl -w"
          + " kernel.apparmor_restrict_unprivileged_userns=0, or give bubblewrap a profile that"
          + " allows userns.";
    }
    if (is("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
      return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
    }
    if (is("/proc/sys/user/max_user_namespaces", "0")) {
      return "sudo sysctl -w user.max_user_namespaces=15000";
    }
    if (Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"))) {
      return "This is a container: start it with --security-opt seccomp=unconfined --security-opt"
          + " apparmor=unconfined --security-opt systempaths=unconfined.";
    }
    if (words.contains("not found") || words.contains("No such file")) {
      return "A tool is missing: install util-linux (setpriv, unshare, prlimit).";
    }
    return "Allow unprivileged user namespaces on this machine.";
  }

  private static boolean is(String file, String value) {
    try {
      return Files.readString(Path.of(file)).strip().equals(value);
    } catch (IOException _) {
      return false;
    }
  }
}
