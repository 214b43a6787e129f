// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Programs;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a command may try to get out of its sandbox, and [Excesses]. Needs nothing but the sandbox
/// and a root with a shell, so that another user's JVM can run it, too:
///
/// ```
/// java -cp … dev.cairn.images.Escapes SCRATCH ROOT NAMESPACES bwrap…    exits with 0 if all are held
/// java -cp … dev.cairn.images.Escapes SCRATCH ROOT EMULATED proot…     or TRANSLATED
/// ```
final class Escapes {
  private final Trial trial;
  private final Level level;
  private final Sandbox sandbox;
  private final Path root;
  private final Path scratch;

  Escapes(Trial trial) {
    this.trial = trial;
    this.level = trial.level();
    this.sandbox = trial.sandbox();
    this.root = trial.root();
    this.scratch = trial.scratch();
  }

  /// One attempt; it throws if it is not held.
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }

  static void main(String[] args) throws Exception {
    Level level = Level.valueOf(args[2]);
    Programs programs = programs(level, Arrays.asList(args).subList(3, args.length));
    var escapes =
        new Escapes(new Trial(level, Sandbox.detect(programs), Path.of(args[1]), Path.of(args[0])));
    boolean held = true;
    for (Map.Entry<String, Attempt> attempt : escapes.all().entrySet()) {
      try {
        attempt.getValue().run();
        System.out.println("held: " + attempt.getKey());
      } catch (AssertionError e) {
        System.out.println("NOT held: %s: %s".formatted(attempt.getKey(), e.getMessage()));
        held = false;
      }
    }
    System.exit(held ? 0 : 1);
  }

  /// @param words how the program is called that makes a room at this level
  static Programs programs(Level level, List<String> words) {
    return level == Level.NAMESPACES
        ? TestCache.called(words, List.of())
        : TestCache.called(List.of(), words);
  }

  Map<String, Attempt> all() {
    var all = new LinkedHashMap<String, Attempt>();
    all.put("this machine can shut commands in", this::isShutIn);
    all.put("a file of the host's /usr is not there", this::hostProgramIsNotThere);
    all.put("only the image is there", this::onlyTheImageIsThere);
    all.put("no file of the host is there", this::hostFileIsNotThere);
    all.put("the uid is not 0, and there are no capabilities", this::noPrivileges);
    all.put("a program with a setuid bit is not there", this::noSetuid);
    all.put("no new user namespace can be made", this::noNamespace);
    all.put("nothing can be mounted", this::noMount);
    all.put("there is no network", this::noNetwork);
    all.put("the host's network is there if allowed", this::networkIfAllowed);
    all.put("the host's environment is not there", this::noEnvironment);
    switch (level) {
      case NAMESPACES -> all.put("processes of the host are not there", this::noProcesses);
      case EMULATED -> {
        all.put("processes of the host can't be looked into or ended", this::closedProcesses);
        all.put("PRoot can't be ended", this::prootIsNotEnded);
        all.put("links of /proc do not lead out", this::linksOfProc);
      }
      case TRANSLATED -> {
        all.put("PRoot can't be ended", this::prootIsNotEnded);
        all.put("links of /proc do not lead out", this::linksOfProc);
      }
      case NONE -> throw new IllegalStateException("commands are refused");
    }
    all.put("the image can't be written", this::imageCannotBeWritten);
    all.put("what is written to a mount can be read and deleted after", this::outputs);
    if (level != Level.TRANSLATED) {
      all.put("a read-only mount can't be written", this::readOnlyMount);
    }
    all.put("a missing program is named", this::missingProgram);
    all.putAll(new Excesses(trial).all());
    return all;
  }

  private void isShutIn() {
    Trial.check(sandbox.level() == level, "level " + level, sandbox.level() + " " + sandbox.lost());
    String lost = sandbox.lost().orElse("");
    boolean said =
        switch (level) {
          case NAMESPACES -> lost.isEmpty();
          case EMULATED -> lost.contains("Steps run in emulated rooms");
          case TRANSLATED ->
              lost.startsWith("NO WALL AROUND FILES: ")
                  && lost.contains("this kernel has no Landlock");
          case NONE -> false;
        };
    Trial.check(said, "what is lost is said", lost);
  }

  private void hostProgramIsNotThere() throws Exception {
    Set<String> inside = names(root.resolve("usr/bin"));
    String foreign =
        names(Path.of("/usr/bin")).stream()
            .filter(name -> !inside.contains(name))
            .findFirst()
            .orElseThrow();
    trial.says("no", "test -e /usr/bin/%s || echo no".formatted(foreign));
    if (Files.isWritable(Path.of("/usr/local"))) {
      Path planted = Files.createTempFile(Path.of("/usr/local"), "cairn-planted", ".txt");
      try {
        trial.says("no", "test -e %s || echo no".formatted(planted));
      } finally {
        Files.delete(planted);
      }
    }
  }

  private void onlyTheImageIsThere() throws Exception {
    var expected = names(root);
    expected.addAll(Set.of("dev", "proc", "tmp"));
    trial.says(String.join("\n", expected), "LC_ALL=C ls /");
    trial.says(String.join("\n", names(root.resolve("usr/bin"))), "LC_ALL=C ls -A /usr/bin");
  }

  private void hostFileIsNotThere() throws Exception {
    Path secret = Files.createTempFile(scratch, "secret", null);
    trial.says("no", "cat %s 2>/dev/null || echo no".formatted(secret));
    trial.says("root\nnobody\ncairn", "cut -d: -f1 /etc/passwd");
  }

  private void noPrivileges() throws Exception {
    trial.says("1000 1000", "echo $(id -u) $(id -g)");
    trial.says(
        "CapInh 0 CapPrm 0 CapEff 0 CapAmb 0 NoNewPrivs 1 Seccomp 2",
        "echo $(grep -E '^(Cap[IPEA]|NoNewPrivs|Seccomp:)' /proc/self/status | sed"
            + " 's/:\\s*0*\\([0-9a-f]\\)/ \\1/; s/:.*/ 0/')");
    trial.says("kept", "setpriv --reuid 0 true 2>/dev/null || echo kept");
  }

  private void noSetuid() throws Exception {
    trial.says("", "find / -xdev -perm /6000 -not -path '/proc/*' 2>/dev/null");
  }

  private void noNamespace() throws Exception {
    trial.says("no", "unshare --user true 2>/dev/null || echo no");
    trial.says("no", "unshare --user --map-root-user --mount true 2>/dev/null || echo no");
  }

  private void noMount() throws Exception {
    trial.says("no", "mount -t tmpfs none /mnt 2>/dev/null || echo no");
    trial.says("no", "mount -o remount,rw /usr 2>/dev/null || echo no");
    trial.says("no", "umount /usr 2>/dev/null || echo no");
  }

  private void noNetwork() throws Exception {
    if (level == Level.NAMESPACES) {
      trial.says("lo", "sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev");
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort();
      trial.says("7", "curl -s --max-time 5 %s; echo $?".formatted(url));
    }
  }

  private void networkIfAllowed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "telnet://127.0.0.1:" + server.getLocalPort();
      Thread.ofVirtual().start(() -> closeFirst(server));
      Command command = trial.shell("curl -s --max-time 5 %s; echo $?".formatted(url));
      trial.says("0", command.with(Command.Network.HOST));
    }
  }

  private void noEnvironment() throws Exception {
    trial.says(
        "HOME=/tmp\nLANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin"
            + (level == Level.NAMESPACES
                ? "\nPWD=/"
                : "\nPROOT_NO_SECCOMP=1\nPROOT_TMP_DIR=.\nPWD=/"),
        "env | grep -v '^_=' | LC_ALL=C sort");
    if (level == Level.NAMESPACES) {
      trial.says("cairn", "cat /proc/sys/kernel/hostname");
    }
    trial.says("A B", trial.shell("echo \"$X\"").with("X", "A B"));
  }

  private void noProcesses() throws Exception {
    trial.says("few", "test $(ls -d /proc/[0-9]* | wc -l) -lt 8 && echo few");
  }

  private void closedProcesses() throws Exception {
    long pid = ProcessHandle.current().pid();
    trial.says("no", "cat /proc/%d/environ 2>/dev/null || echo no".formatted(pid));
    trial.says("no", "ls /proc/%d/root/ 2>/dev/null || echo no".formatted(pid));
    trial.says("no", "kill -0 %d 2>/dev/null || echo no".formatted(pid));
  }

  private void prootIsNotEnded() throws Exception {
    trial.says("no", "kill -0 -1 2>/dev/null || echo no");
    trial.says("no", "kill -9 $PPID 2>/dev/null || echo no");
  }

  private void linksOfProc() throws Exception {
    Path secret = Files.writeString(Files.createTempFile(scratch, "secret", null), "secret");
    trial.says("no", "cat /proc/self/cwd/../..%s 2>/dev/null || echo no".formatted(secret));
  }

  private void imageCannotBeWritten() throws Exception {
    trial.says("no", "touch /usr/bin/new 2>/dev/null || echo no");
    trial.says("no", "touch /new 2>/dev/null || echo no");
    trial.says("no", "rm /usr/bin/env 2>/dev/null || echo no");
    trial.says("no", "(echo x > /etc/hosts) 2>/dev/null || echo no");
    Trial.check(!Files.exists(root.resolve("usr/bin/new")), "not written", root);
  }

  private void outputs() throws Exception {
    Path out = Files.createDirectory(scratch.resolve("outputs"));
    Files.writeString(out.resolve("given"), "given");
    Command command =
        trial
            .shell("cat given; echo made > made; mkdir -p a/b; echo c > a/b/c; chmod 0 a/b a given")
            .at("/out")
            .with(Mount.writable(out, "/out"));
    trial.says("given", command);
    Leftovers.open(out);
    Trial.check(Files.readString(out.resolve("made")).equals("made\n"), "made", out);
    Trial.check(Files.readString(out.resolve("a/b/c")).equals("c\n"), "a/b/c", out);
    Leftovers.delete(out);
    Trial.check(!Files.exists(out), "deleted", out);
  }

  private void readOnlyMount() throws Exception {
    Path in = Files.createDirectory(scratch.resolve("inputs"));
    Files.writeString(in.resolve("given"), "given");
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxrwxrwx"));
    Command command =
        trial
            .shell("cat given; touch new 2>/dev/null || echo no")
            .at("/opt/deep/in")
            .with(Mount.readOnly(in, "/opt/deep/in"));
    trial.says("givenno", command);
  }

  private void missingProgram() throws Exception {
    Outcome outcome = sandbox.run(Command.in(root, "nosuch").with(Trial.LIMITS), (_, _, _) -> {});
    Trial.check(
        outcome
            .sentence()
            .startsWith(
                level == Level.NAMESPACES
                    ? "nosuch can't be run: execvp nosuch: No such file or directory (expected: a"
                        + " program of the image;"
                    : "nosuch can't be run: 'nosuch' not found"),
        "named",
        outcome);
  }

  private static void closeFirst(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedSet<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
