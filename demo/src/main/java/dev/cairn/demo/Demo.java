// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/// `cairn demo`.
public final class Demo {
  private Demo() {}

  /// Plays the demo.
  ///
  /// @param launcher the path of the `cairn` command
  /// @param columns how wide the terminal is, asked now and then
  /// @return the exit code: 0, 1 if a claim did not hold, 2 for a wrong option
  public static int run(
      List<String> arguments, String launcher, PrintStream out, IntSupplier columns)
      throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
    if (options.help()) {
      out.print(Options.HELP);
      return 0;
    }
    Path folder =
        options.folder().isPresent()
            ? Files.createDirectories(options.folder().get())
            : Files.createTempDirectory("cairn-demo-");
    if (Scratch.isThere(folder)) {
      out.println(
          "cairn demo: --folder %s: holds a demo already (expected: a new or an empty folder). Start that one again with: cd %s && cairn up"
              .formatted(folder, folder));
      return 2;
    }
    int port = options.port() == 0 ? Play.freePort() : options.port();
    var screen = new Screen(out, isTerminal() && !options.exit(), columns);
    try (var cairn = new Cairn(launcher, folder, options.cache(), port)) {
      Thread hook = Thread.ofPlatform().unstarted(() -> endQuietly(cairn));
      Runtime.getRuntime().addShutdownHook(hook);
      screen.line("Cairn demo");
      screen.line("address  " + cairn.address());
      screen.line("folder   " + folder);
      return play(options, folder, cairn, screen);
    }
  }

  /// What `cairn help demo` says.
  public static String help() {
    return Options.HELP;
  }

  private static int play(Options options, Path folder, Cairn cairn, Screen screen)
      throws IOException, InterruptedException {
    var follower = new Follower(cairn, screen, Clock.systemUTC());
    var claims = new Claims(screen, follower::look);
    var scratch = new Scratch(folder, cairn.launcher());
    int shopPort = Play.freePort();
    String secret = secret();
    scratch.make(
        Integer.parseInt(cairn.address().substring(cairn.address().lastIndexOf(':') + 1)),
        shopPort,
        secret);
    try {
      cairn.up();
      if (!options.headless() && !options.exit()) {
        open(cairn.address());
      }
      var play = new Play(new Play.Stage(scratch, cairn, screen, claims, follower), shopPort);
      play.owners();
      cairn.lost().ifPresent(it -> screen.line("   sandbox: " + it));
      String first = play.change();
      play.journey(first);
      String second = play.again();
      play.stopped();
      play.flagged(second);
      play.repaired(second);
      play.foreign(secret, second);
      if (options.exit()) {
        play.rebuilt(List.of(first, second, Webhooks.CHANGE));
      }
    } catch (DemoException e) {
      screen.endOfAct();
      screen.line("cairn demo: " + e.getMessage());
      screen.line("The server's log: " + folder.resolve("cairn-up.log"));
      return 1;
    }
    return end(options, cairn, screen, claims, shopPort);
  }

  private static int end(Options options, Cairn cairn, Screen screen, Claims claims, int shopPort)
      throws InterruptedException {
    screen.line("");
    if (!claims.missing().isEmpty()) {
      screen.line("Missing:");
      claims.missing().forEach(it -> screen.line("   " + it));
    } else {
      screen.line("Everything that the demo claims was seen.");
    }
    if (!options.exit()) {
      screen.line(
          "Look at " + cairn.address() + " and at the shop, http://127.0.0.1:" + shopPort + "/");
      screen.line("Ctrl-C ends everything that was started.");
      new CountDownLatch(1).await();
    }
    return claims.missing().isEmpty() ? 0 : 1;
  }

  private static void endQuietly(Cairn cairn) {
    try {
      cairn.down();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// JDK 25 went back to a console that is null where there is no terminal (JDK-8351435).
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Opens a browser where the machine has a way to.
  private static void open(String address) {
    try {
      new ProcessBuilder("xdg-open", address)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // A machine without a browser: the address is printed.
      Thread.onSpinWait();
    }
  }
}
