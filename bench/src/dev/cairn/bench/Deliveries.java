// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import dev.cairn.bench.Figure.Goal;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Deliveries that are acknowledged each second, beside a plain log that is flushed for as many writers. */
final class Deliveries {
  private static final int CONNECTIONS = 64;
  private static final long WINDOW = 3_000_000_000L;

  private Deliveries() {}

  /** One sender: sends once and waits for the answer. */
  private interface Sender extends Closeable {
    void send() throws IOException, InterruptedException;
  }

  private interface Opening {
    Sender open() throws IOException;
  }

  static List<Figure> rate(Setting setting) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(setting.scratch().resolve("deliveries"));
    var ours = new ArrayList<Double>();
    var plain = new ArrayList<Double>();
    try (var cairn = RunningCairn.start(setting, folder, RunningCairn.freePort());
        var log = new PlainLog(folder.resolve("plain.log"))) {
      window(() -> new Connection(cairn.port()));
      for (int round = 0; round < Math.max(4, setting.rounds() / 5); round++) {
        ours.add(window(() -> new Connection(cairn.port())));
        plain.add(window(() -> log.writer()));
      }
    }
    return List.of(
        Figure.of("deliveries of 1.4 KB acknowledged, %d connections (sender and joining on the same cores)".formatted(CONNECTIONS), "/s", Samples.of(ours), new Goal.None())
            .beside("plain log, group commit by fdatasync, %d writers".formatted(CONNECTIONS), Samples.of(plain)));
  }

  /** How many are acknowledged each second, while so many send. */
  private static double window(Opening opening) throws IOException, InterruptedException {
    var count = new AtomicLong();
    var wrong = new AtomicReference<IOException>();
    long begin = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Sender sender = opening.open()) {
                      while (System.nanoTime() - begin < WINDOW) {
                        sender.send();
                        count.incrementAndGet();
                      }
                    } catch (IOException e) {
                      wrong.set(e);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (wrong.get() != null) {
      throw wrong.get();
    }
    return count.get() / ((System.nanoTime() - begin) / 1e9);
  }

  /** A connection that is kept, with no more HTTP than is needed. */
  private static final class Connection implements Sender {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void send() throws IOException {
      byte[] body = Serving.finished(UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8);
      byte[] head =
          "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length)
              .getBytes(StandardCharsets.US_ASCII);
      byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      socket.getOutputStream().write(all);
      String status = line();
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      in.readNBytes(length);
      if (!status.startsWith("HTTP/1.1 202")) {
        throw new IOException("POST /events: " + status + " (expected: 202)");
      }
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new IOException("POST /events: the connection ended (expected: an answer)");
        }
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** The limit that the disk sets: what waits is written at once, then flushed, then acknowledged. */
  private static final class PlainLog implements Closeable {
    private record Entry(byte[] bytes, CountDownLatch written) {}

    private final FileChannel file;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(4096);
    private final Thread writer;

    PlainLog(Path path) throws IOException {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      writer = Thread.ofPlatform().daemon().name("plain log").start(this::write);
    }

    Sender writer() {
      return new Sender() {
        @Override
        public void send() throws InterruptedException {
          var entry = new Entry(Serving.finished(UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8), new CountDownLatch(1));
          queue.put(entry);
          entry.written().await();
        }

        @Override
        public void close() {}
      };
    }

    private void write() {
      try {
        while (true) {
          List<Entry> batch = new ArrayList<>();
          batch.add(queue.take());
          queue.drainTo(batch);
          ByteBuffer buffer = ByteBuffer.allocate(batch.stream().mapToInt(it -> it.bytes().length).sum());
          batch.forEach(it -> buffer.put(it.bytes()));
          buffer.flip();
          while (buffer.hasRemaining()) {
            file.write(buffer);
          }
          file.force(false);
          batch.forEach(it -> it.written().countDown());
        }
      } catch (InterruptedException e) {
        // Closed.
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      writer.interrupt();
      file.close();
    }
  }
}
