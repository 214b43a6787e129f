// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Runs the `git` program so that nothing of a repository runs: no hooks, no pager, no prompts, no
/// file system monitor, no external diff. What the person's own configuration says (credentials,
/// proxies) counts; what the machine's says does not.
///
/// @param folder where it runs
/// @param standing variables that it always gets
record Git(Path folder, Map<String, String> standing) {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_BYTES = 64 << 20;
  private static final List<String> SAFE =
      List.of(
          "-c", "core.hooksPath=/dev/null",
          "-c", "core.fsmonitor=false",
          "-c", "core.pager=cat",
          "-c", "protocol.ext.allow=never",
          "-c", "submodule.recurse=false",
          "-c", "fetch.recurseSubmodules=false",
          "-c", "gc.auto=0",
          "-c", "maintenance.auto=false",
          "-c", "safe.directory=*");

  Git(Path folder) {
    this(folder, Map.of());
  }

  /// How a command ended.
  record Result(int exit, String text, String errors) {}

  /// Runs it and gives its output.
  ///
  /// @throws GitException if it does not end with 0
  String run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), new byte[0], arguments);
  }

  String line(String... arguments) throws IOException, InterruptedException {
    return run(arguments).strip();
  }

  String run(Map<String, String> environment, byte[] input, String... arguments)
      throws IOException, InterruptedException {
    Result result = attempt(environment, input, arguments);
    if (result.exit() != 0) {
      throw new GitException(
          "git %s in %s: exit %d: %s"
              .formatted(
                  String.join(" ", arguments), folder, result.exit(), shortened(result.errors())));
    }
    return result.text();
  }

  /// Runs it, however it ends.
  Result attempt(Map<String, String> environment, byte[] input, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, arguments);
    try {
      var errors = read(process.getErrorStream());
      var output = read(process.getInputStream());
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException e) {
        // It ended without reading all: its own exit and words say why.
        process.waitFor(1, TimeUnit.SECONDS);
      }
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new GitException(
            "git %s in %s: took longer than %d min (expected: less). Is the remote reachable?"
                .formatted(arguments[0], folder, LONGEST.toMinutes()));
      }
      byte[] text = output.get();
      if (text.length > MOST_BYTES) {
        throw new GitException(
            "git %s in %s: printed more than %d MiB (expected: less)"
                .formatted(arguments[0], folder, MOST_BYTES >> 20));
      }
      return new Result(
          process.exitValue(),
          new String(text, StandardCharsets.UTF_8),
          new String(errors.get(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new GitException(
          "git %s in %s: its output can't be read".formatted(arguments[0], folder), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Starts it, for a conversation.
  Process start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(SAFE);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    // A hook that calls Cairn has these set, and they would lead git elsewhere.
    variables
        .keySet()
        .removeIf(it ->
            it.startsWith("GIT_")
                && !it.startsWith("GIT_SSH")
                && !it.startsWith("GIT_ASKPASS")
                && !it.equals("GIT_CONFIG_GLOBAL")
                && !it.matches("GIT_CONFIG_(COUNT|(KEY|VALUE)_[0-9]+)"));
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("GIT_ATTR_NOSYSTEM", "1");
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put("GIT_OPTIONAL_LOCKS", "0");
    variables.put("LC_ALL", "C.UTF-8");
    variables.putAll(standing);
    variables.putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new GitException(
          "run git: %s (expected: git on the PATH). Install it (Debian, Ubuntu: apt install git)."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static CompletableFuture<byte[]> read(InputStream in) {
    var bytes = new CompletableFuture<byte[]>();
    Thread.ofVirtual()
        .start(() -> {
          try (in) {
            bytes.complete(in.readNBytes(MOST_BYTES + 1));
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            bytes.completeExceptionally(e);
          }
        });
    return bytes;
  }

  private static String shortened(String text) {
    String one = text.strip();
    return one.length() <= 500 ? one : one.substring(0, 500) + "…";
  }
}
