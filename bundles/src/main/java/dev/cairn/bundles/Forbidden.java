// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.FoundTasks.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What task code may not call, as far as byte code shows it. The sandbox would refuse most of it
/// anyway; here it is said with its line, before anything runs.
///
/// @param owners classes, as byte code names them; with `*` at the end, all that begin so
/// @param names methods; none: all. With a descriptor (`<init>()V`) only that overload
/// @param onlyPure whether probes and effects may
record Forbidden(
    String what, List<String> owners, Set<String> names, boolean onlyPure, String instead) {
  private static final List<Forbidden> RULES =
      List.of(
          everywhere(
              "threads",
              "a plain loop: what can run in parallel does, and reads keep their order",
              "java/lang/Thread*",
              "java/util/concurrent/Executor*",
              "java/util/concurrent/ForkJoin*",
              "java/util/concurrent/CompletableFuture",
              "java/util/concurrent/StructuredTaskScope*",
              "java/util/Timer"),
          everywhere(
                  "threads",
                  "a plain loop: what can run in parallel does, and reads keep their order",
                  "java/util/*")
              .only("parallelStream", "parallel"),
          everywhere("processes", "a step: image.run(…)", "java/lang/ProcessBuilder"),
          everywhere("processes", "a step: image.run(…)", "java/lang/Runtime").only("exec"),
          everywhere("an exit", "throw Stop.failed(…)", "java/lang/System", "java/lang/Runtime")
              .only("exit", "halt"),
          everywhere("native code", "a step: image.run(…)", "java/lang/System", "java/lang/Runtime")
              .only("load", "loadLibrary"),
          everywhere(
              "files",
              "Tree.of(…), and tree.text(path) to read",
              "java/nio/file/Files",
              "java/io/File",
              "java/io/FileInputStream",
              "java/io/FileOutputStream",
              "java/io/FileReader",
              "java/io/FileWriter",
              "java/io/RandomAccessFile",
              "java/nio/channels/FileChannel"),
          everywhere(
              "the network",
              "a step with network(…) in a @Probe or an @Effect",
              "java/net/Socket",
              "java/net/ServerSocket",
              "java/net/DatagramSocket",
              "java/net/InetAddress",
              "java/net/URLConnection",
              "java/net/HttpURLConnection",
              "java/net/http/*",
              "java/nio/channels/SocketChannel",
              "java/nio/channels/ServerSocketChannel"),
          everywhere(
                  "the network", "a step with network(…) in a @Probe or an @Effect", "java/net/URL")
              .only("openStream", "openConnection", "getContent"),
          everywhere("the environment", "a parameter of the task", "java/lang/System")
              .only("getenv"),
          pure("the clock", "a fact of the event", "java/lang/System")
              .only("currentTimeMillis", "nanoTime"),
          pure("the clock", "a fact of the event", "java/time/*")
              .only("now", "systemUTC", "systemDefaultZone", "system"),
          pure("the clock", "a fact of the event", "java/util/Date").only("<init>()V"),
          pure(
                  "the clock",
                  "a fact of the event",
                  "java/util/Calendar",
                  "java/util/GregorianCalendar")
              .only("getInstance", "<init>()V"),
          pure("chance", "a seed of one's own: new Random(1)", "java/lang/Math").only("random"),
          pure(
                  "chance",
                  "a seed of one's own: new Random(1)",
                  "java/util/Random",
                  "java/util/SplittableRandom")
              .only("<init>()V"),
          pure(
              "chance",
              "a seed of one's own: new Random(1)",
              "java/util/concurrent/ThreadLocalRandom",
              "java/security/SecureRandom",
              "java/util/random/*"),
          pure("chance", "a name of one's own", "java/util/UUID").only("randomUUID"));

  private static Forbidden everywhere(String what, String instead, String... owners) {
    return new Forbidden(what, List.of(owners), Set.of(), false, instead);
  }

  private static Forbidden pure(String what, String instead, String... owners) {
    return new Forbidden(what, List.of(owners), Set.of(), true, instead);
  }

  private Forbidden only(String... methods) {
    return new Forbidden(what, owners, Set.of(methods), onlyPure, instead);
  }

  /// The rule against calling this method.
  static Optional<Forbidden> in(Method method) {
    return RULES.stream().filter(rule -> rule.matches(method)).findFirst();
  }

  /// What is wrong and what to do.
  String words(Method method) {
    String type = method.className();
    String call = type.substring(type.lastIndexOf('.') + 1);
    return "%s: %s%s has no place in %s (expected: %s)"
        .formatted(
            what,
            call,
            method.name().equals("<init>") ? "" : "." + method.name(),
            onlyPure ? "a pure task" : "a task",
            instead);
  }

  private boolean matches(Method method) {
    return (names.isEmpty()
            || names.contains(method.name())
            || names.contains(method.name() + method.descriptor()))
        && owners.stream().anyMatch(owner -> matches(owner, method.owner()));
  }

  private static boolean matches(String pattern, String owner) {
    return pattern.endsWith("*")
        ? owner.startsWith(pattern.substring(0, pattern.length() - 1))
        : owner.equals(pattern);
  }
}
