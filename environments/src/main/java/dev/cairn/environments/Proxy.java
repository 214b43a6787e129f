// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps a service's address while what stands behind it changes. It forwards bytes; connections
/// that are open when it is switched end where they began. Safe for many threads.
final class Proxy implements Closeable {
  private static final int NOTHING = 0;
  private static final int CONNECTIONS = 512;

  private final ServerSocket door;
  private final AtomicInteger target = new AtomicInteger(NOTHING);
  private final Semaphore free = new Semaphore(CONNECTIONS);

  private Proxy(ServerSocket door) {
    this.door = door;
  }

  /// Listens on 127.0.0.1 at this port.
  static Proxy open(int port) throws IOException {
    var door = new ServerSocket();
    try {
      door.setReuseAddress(true);
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    } catch (IOException e) {
      door.close();
      throw new IOException(
          "listen on 127.0.0.1:%d for a service: %s (expected: a free port). Stop what uses it, or change the service's port in cairn.yaml."
              .formatted(port, e.getMessage()),
          e);
    }
    var proxy = new Proxy(door);
    Thread.ofVirtual().name("proxy-" + port).start(proxy::accept);
    return proxy;
  }

  /// Leads new connections to this port of 127.0.0.1.
  void leadTo(int port) {
    target.set(port);
  }

  /// Closes new connections at once, until it leads somewhere again.
  void leadNowhere() {
    target.set(NOTHING);
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (target.get() == NOTHING || !free.tryAcquire()) {
          client.close();
        } else {
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        // The door was closed, or one client gave up before it was let in: the loop's condition
        // tells.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var service = new Socket(InetAddress.getLoopbackAddress(), target.get())) {
      Thread back = Thread.ofVirtual().start(() -> pump(service, client));
      pump(client, service);
      back.join();
    } catch (IOException e) {
      // The service does not answer; closing the client's connection says so.
      close(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closing twice is no fault; there is nobody left to tell.
      Thread.onSpinWait();
    }
  }
}
