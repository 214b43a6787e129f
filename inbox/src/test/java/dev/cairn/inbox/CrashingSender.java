// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;

/// The process that [CrashIT] kills: 32 senders that append until the end, each acknowledged
/// delivery said on standard output when its append has returned:
///
/// ```
/// 17 3-204 4711.      position, sender and number, length of the body, the line's end
/// ```
final class CrashingSender {
  private CrashingSender() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (Inbox inbox =
            Inbox.open(Path.of(arguments[0]), new InboxLimits(1 << 20, 1 << 18, 1 << 22));
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      out.println("open " + inbox.last());
      out.flush();
      for (int sender = 0; sender < 32; sender++) {
        int number = sender;
        senders.execute(() -> send(inbox, number, new Random(number), out));
      }
    }
  }

  private static void send(Inbox inbox, int sender, Random random, PrintStream out) {
    for (int i = 0; ; i++) {
      String body = "%d-%d %s".formatted(sender, i, "x".repeat(random.nextInt(6000)));
      try {
        DeliveryId id = inbox.append(Deliveries.of(body));
        synchronized (out) {
          out.println(id.position() + " " + sender + "-" + i + " " + body.length() + ".");
          out.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("append of %d-%d".formatted(sender, i), e);
      }
    }
  }
}
