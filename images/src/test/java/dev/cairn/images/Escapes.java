// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Outcome.Reason;
import dev.cairn.sandbox.Programs;
import dev.cairn.sandbox.Running;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a command may try to get out of its sandbox, or to bring its machine down. Needs nothing
/// but the sandbox and a root with a shell, so that another user's JVM can run it, too:
///
/// ```
/// java -cp … dev.cairn.images.Escapes SCRATCH ROOT NAMESPACES bwrap…    exits with 0 if all are held
/// java -cp … dev.cairn.images.Escapes SCRATCH ROOT EMULATED proot…
/// ```
final class Escapes {
  private static final Limits LIMITS = Limits.defaults().time(Duration.ofSeconds(20));

  private final Level level;
  private final Sandbox sandbox;
  private final Path root;
  private final Path scratch;

  /// @param level what the sandbox is to be
  Escapes(Level level, Sandbox sandbox, Path root, Path scratch) {
    this.level = level;
    this.sandbox = sandbox;
    this.root = root;
    this.scratch = scratch;
  }

  /// One attempt; it throws if it is not held.
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }

  static void main(String[] args) throws Exception {
    Level level = Level.valueOf(args[2]);
    List<String> words = Arrays.asList(args).subList(3, args.length);
    Programs programs =
        level == Level.EMULATED
            ? TestCache.called(List.of(), words)
            : TestCache.called(words, List.of());
    var escapes = new Escapes(level, Sandbox.detect(programs), Path.of(args[1]), Path.of(args[0]));
    for (Map.Entry<String, Attempt> attempt : escapes.all().entrySet()) {
      attempt.getValue().run();
      System.out.println("held: " + attempt.getKey());
    }
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
    if (level == Level.NAMESPACES) {
      all.put("processes of the host are not there", this::noProcesses);
    } else {
      all.put("processes of the host can't be looked into or ended", this::closedProcesses);
      all.put("without PRoot the files of the host are closed", this::wallsWithoutPRoot);
    }
    all.put("the image can't be written", this::imageCannotBeWritten);
    all.put("what is written to a mount can be read and deleted after", this::outputs);
    all.put("a read-only mount can't be written", this::readOnlyMount);
    all.put("a fork bomb ends with a reason", this::forkBomb);
    all.put("100 MB of output end with a reason", this::output);
    all.put("a large file ends with a reason", this::largeFile);
    all.put("a full /tmp ends with a reason", this::fullTmp);
    all.put("a full mount ends with a reason", this::fullMount);
    all.put("memory can't be filled through /dev/shm", this::fullSharedMemory);
    all.put("an endless run ends by time", this::endless);
    all.put("what runs in the background ends with its command", this::background);
    all.put("a killed command ends with all its processes", this::killed);
    all.put("a command is spoken to by its streams", this::spoken);
    all.put("it outlives the thread that started it", this::outlivesThread);
    all.put("a missing program is named", this::missingProgram);
    return all;
  }

  private void isShutIn() {
    check(sandbox.level() == level, "level " + level, sandbox.level() + " " + sandbox.lost());
    boolean said = sandbox.lost().filter(it -> it.contains("emulated room")).isPresent();
    check(said == (level == Level.EMULATED), "what is lost is said", sandbox.lost());
  }

  private void hostProgramIsNotThere() throws Exception {
    Set<String> inside = names(root.resolve("usr/bin"));
    String foreign =
        names(Path.of("/usr/bin")).stream()
            .filter(name -> !inside.contains(name))
            .findFirst()
            .orElseThrow();
    says("no", "test -e /usr/bin/%s || echo no".formatted(foreign));
    if (Files.isWritable(Path.of("/usr/local"))) {
      Path planted = Files.createTempFile(Path.of("/usr/local"), "cairn-planted", ".txt");
      try {
        says("no", "test -e %s || echo no".formatted(planted));
      } finally {
        Files.delete(planted);
      }
    }
  }

  private void onlyTheImageIsThere() throws Exception {
    var expected = names(root);
    expected.addAll(Set.of("dev", "proc", "tmp"));
    says(String.join("\n", expected), "LC_ALL=C ls /");
    says(String.join("\n", names(root.resolve("usr/bin"))), "LC_ALL=C ls -A /usr/bin");
  }

  private void hostFileIsNotThere() throws Exception {
    Path secret = Files.createTempFile(scratch, "secret", null);
    says("no", "cat %s 2>/dev/null || echo no".formatted(secret));
    says("root\nnobody\ncairn", "cut -d: -f1 /etc/passwd");
  }

  private void noPrivileges() throws Exception {
    says("1000 1000", "echo $(id -u) $(id -g)");
    says(
        "CapInh 0 CapPrm 0 CapEff 0 CapAmb 0 NoNewPrivs 1 Seccomp 2",
        "echo $(grep -E '^(Cap[IPEA]|NoNewPrivs|Seccomp:)' /proc/self/status | sed"
            + " 's/:\\s*0*\\([0-9a-f]\\)/ \\1/; s/:.*/ 0/')");
    says("kept", "setpriv --reuid 0 true 2>/dev/null || echo kept");
  }

  private void noSetuid() throws Exception {
    says("", "find / -xdev -perm /6000 -not -path '/proc/*' 2>/dev/null");
  }

  private void noNamespace() throws Exception {
    says("no", "unshare --user true 2>/dev/null || echo no");
    says("no", "unshare --user --map-root-user --mount true 2>/dev/null || echo no");
  }

  private void noMount() throws Exception {
    says("no", "mount -t tmpfs none /mnt 2>/dev/null || echo no");
    says("no", "mount -o remount,rw /usr 2>/dev/null || echo no");
    says("no", "umount /usr 2>/dev/null || echo no");
  }

  private void noNetwork() throws Exception {
    if (level == Level.NAMESPACES) {
      says("lo", "sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev");
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort();
      says("7", "curl -s --max-time 5 %s; echo $?".formatted(url));
    }
  }

  private void networkIfAllowed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "telnet://127.0.0.1:" + server.getLocalPort();
      Thread.ofVirtual().start(() -> closeFirst(server));
      Command command = shell("curl -s --max-time 5 %s; echo $?".formatted(url));
      says("0", command.with(Command.Network.HOST));
    }
  }

  private void noEnvironment() throws Exception {
    says(
        "HOME=/tmp\nLANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin"
            + (level == Level.EMULATED
                ? "\nPROOT_NO_SECCOMP=1\nPROOT_TMP_DIR=.\nPWD=/"
                : "\nPWD=/"),
        "env | grep -v '^_=' | LC_ALL=C sort");
    if (level == Level.NAMESPACES) {
      says("cairn", "cat /proc/sys/kernel/hostname");
    }
    says("A B", shell("echo \"$X\"").with("X", "A B"));
  }

  private void noProcesses() throws Exception {
    says("few", "test $(ls -d /proc/[0-9]* | wc -l) -lt 8 && echo few");
  }

  private void closedProcesses() throws Exception {
    long pid = ProcessHandle.current().pid();
    says("no", "cat /proc/%d/environ 2>/dev/null || echo no".formatted(pid));
    says("no", "ls /proc/%d/root/ 2>/dev/null || echo no".formatted(pid));
    says("no", "kill -0 %d 2>/dev/null || echo no".formatted(pid));
    says("no", "kill -0 -1 2>/dev/null || echo no");
    says("no", "kill -9 $PPID 2>/dev/null || echo no");
  }

  /// A process of the same walls that PRoot does not trace, as if it had got away from it.
  private void wallsWithoutPRoot() throws Exception {
    Path secret = Files.writeString(Files.createTempFile(scratch, "secret", null), "secret");
    says("no", "cat /proc/self/cwd/../..%s 2>/dev/null || echo no".formatted(secret));
  }

  private void imageCannotBeWritten() throws Exception {
    says("no", "touch /usr/bin/new 2>/dev/null || echo no");
    says("no", "touch /new 2>/dev/null || echo no");
    says("no", "rm /usr/bin/env 2>/dev/null || echo no");
    says("no", "(echo x > /etc/hosts) 2>/dev/null || echo no");
    check(!Files.exists(root.resolve("usr/bin/new")), "not written", root);
  }

  private void outputs() throws Exception {
    Path out = Files.createDirectory(scratch.resolve("outputs"));
    Files.writeString(out.resolve("given"), "given");
    Command command =
        shell("cat given; echo made > made; mkdir -p a/b; echo c > a/b/c; chmod 0 a/b a given")
            .at("/out")
            .with(Mount.writable(out, "/out"));
    says("given", command);
    Leftovers.open(out);
    check(Files.readString(out.resolve("made")).equals("made\n"), "made", out);
    check(Files.readString(out.resolve("a/b/c")).equals("c\n"), "a/b/c", out);
    Leftovers.delete(out);
    check(!Files.exists(out), "deleted", out);
  }

  private void readOnlyMount() throws Exception {
    Path in = Files.createDirectory(scratch.resolve("inputs"));
    Files.writeString(in.resolve("given"), "given");
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxrwxrwx"));
    Command command =
        shell("cat given; touch new 2>/dev/null || echo no")
            .at("/opt/deep/in")
            .with(Mount.readOnly(in, "/opt/deep/in"));
    says("givenno", command);
  }

  private void forkBomb() throws Exception {
    stops(
        Reason.PROCESSES,
        "sh had more than 100 processes and threads at once (its limit).",
        shell("bomb() { (bomb) & (bomb) & sleep 30; }; bomb; sleep 30")
            .with(LIMITS.processes(100)));
  }

  private void output() throws Exception {
    stops(
        Reason.OUTPUT,
        "sh printed more than 1 MiB (its limit of output).",
        shell("head -c 100000000 /dev/zero").with(LIMITS.outputBytes(1 << 20)));
  }

  private void largeFile() throws Exception {
    stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        shell("exec dd if=/dev/zero of=/tmp/large bs=1M count=100")
            .with(LIMITS.scratchBytes(10 << 20)));
  }

  private void fullTmp() throws Exception {
    String fill =
        "i=0; while dd if=/dev/zero of=/tmp/f$i bs=1M count=3; do i=$((i+1)); done; exit 3";
    stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        shell(fill).with(LIMITS.scratchBytes(10 << 20)));
  }

  private void fullMount() throws Exception {
    Path out = Files.createDirectory(scratch.resolve("full"));
    String fill =
        "i=0; while :; do dd if=/dev/zero of=/out/f$i bs=1M count=3 2>/dev/null; i=$((i+1)); done";
    stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        shell(fill).with(Mount.writable(out, "/out")).with(LIMITS.scratchBytes(10 << 20)));
    Leftovers.delete(out);
  }

  private void fullSharedMemory() throws Exception {
    String fill =
        "i=0; while dd if=/dev/zero of=/dev/shm/f$i bs=1M count=3; do i=$((i+1)); done; exit 3";
    stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        shell(fill).with(LIMITS.scratchBytes(10 << 20)));
    says("no", "touch /dev/new 2>/dev/null || echo no");
  }

  private void endless() throws Exception {
    stops(
        Reason.TIME,
        "sh ran longer than 500 ms (its limit of time).",
        shell("while :; do :; done").with(LIMITS.time(Duration.ofMillis(500))));
  }

  private void background() throws Exception {
    says("done", "sleep 4711.1 </dev/null >/dev/null 2>&1 & sleep 0.1; echo done");
    check(!isRunning("4711.1"), "ended", "sleep 4711.1");
  }

  private void killed() throws Exception {
    Command command = shell("setsid sleep 4711.2 & sleep 4711.2 & echo up; wait");
    try (Running running = sandbox.start(command)) {
      check(running.output().read() == 'u', "starts", running.pid());
      running.kill();
      Outcome outcome = running.await();
      check(
          outcome instanceof Outcome.Stopped(Reason reason, _, _) && reason == Reason.KILLED,
          "killed",
          outcome);
    }
    check(!isRunning("4711.2"), "ended", "sleep 4711.2");
  }

  private void spoken() throws Exception {
    try (Running running = sandbox.start(shell("read line; echo \"heard $line\"; exit 4"))) {
      running.input().write("you\n".getBytes(StandardCharsets.UTF_8));
      running.input().flush();
      String heard = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
      check(heard.equals("heard you\n"), "heard", heard);
      Outcome outcome = running.await();
      check(outcome instanceof Outcome.Exited(int code, _, _) && code == 4, "exit code 4", outcome);
    }
  }

  private void outlivesThread() throws Exception {
    var started = new ArrayList<Running>();
    Thread thread = Thread.ofPlatform().start(() -> started.add(unchecked("read line; echo on")));
    thread.join();
    try (Running running = started.getFirst()) {
      running.input().write('\n');
      running.input().close();
      String heard = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
      check(heard.equals("on\n"), "on", heard);
    }
  }

  private void missingProgram() throws Exception {
    Outcome outcome = sandbox.run(Command.in(root, "nosuch").with(LIMITS), (_, _, _) -> {});
    check(
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

  private Running unchecked(String script) {
    try {
      return sandbox.start(shell(script));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Command shell(String script) {
    return Command.in(root, "sh", "-c", script).with(LIMITS);
  }

  private void says(String expected, String script) throws Exception {
    says(expected, shell(script));
  }

  private void says(String expected, Command command) throws Exception {
    var said = new StringBuilder();
    Outcome outcome =
        sandbox.run(
            command,
            (_, bytes, length) ->
                said.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    String what = String.join(" ", command.argv());
    check(said.toString().strip().equals(expected), what + " says " + expected, said);
    check(outcome instanceof Outcome.Exited, what + " ends by itself", outcome);
  }

  private void stops(Reason expected, String sentence, Command command) throws Exception {
    Outcome outcome = sandbox.run(command, (_, _, _) -> {});
    check(
        outcome instanceof Outcome.Stopped(Reason reason, _, String words)
            && reason == expected
            && words.startsWith(sentence),
        expected + " " + sentence,
        outcome);
  }

  private static void check(boolean held, String expected, Object actual) {
    if (!held) {
      throw new AssertionError("%s (expected: %s)".formatted(actual, expected));
    }
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

  private static boolean isRunning(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(marker));
  }
}
