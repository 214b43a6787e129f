// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Files by HTTP, through the proxy that the environment names, each bound in size and time.
final class Downloads {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final long LEAST_SECONDS = 60;
  private static final long LEAST_BYTES_PER_SECOND = 50_000;
  private static final int TRIES = 3;

  private final Map<String, String> environment;

  /// Guarded by this.
  private @Nullable HttpClient client;

  Downloads(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Made for the first download: it reads the machine's certificates, which takes longer than most
  /// commands that download nothing.
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .proxy(new EnvironmentProxies(environment))
              .build();
    }
    return client;
  }

  /// A small file.
  byte[] read(URI uri, int most) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      var bytes = new ByteArrayOutputStream();
      try {
        get(uri, bytes, most, _ -> {});
        return bytes.toByteArray();
      } catch (NotThereException e) {
        throw e;
      } catch (IOException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /// A file of a known digest, kept at the target when it is complete.
  ///
  /// @param progress hears of each piece's length
  void keep(URI uri, Expected expected, Path target, LongConsumer progress)
      throws IOException, InterruptedException {
    Files.createDirectories(target.getParent());
    for (int tries = 1; ; tries++) {
      Path part = Files.createTempFile(target.getParent(), "incoming-", null);
      try {
        MessageDigest digest = Digest.sha256();
        try (OutputStream out = new DigestingStream(Files.newOutputStream(part), digest)) {
          get(uri, out, expected.size, progress);
        }
        Digest actual = new Digest(HexFormat.of().formatHex(digest.digest()));
        if (!actual.equals(expected.digest)) {
          throw new UntrustedIndexException(
              "download %s: %s (expected: %s, as the signed index says). Ask another mirror."
                  .formatted(uri.getPath(), actual, expected.digest));
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (UntrustedIndexException | NotThereException e) {
        throw e;
      } catch (IOException e) {
        if (tries == TRIES) {
          throw e;
        }
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /// @param size at most
  record Expected(Digest digest, long size) {}

  /// The server is there and does not have it.
  static final class NotThereException extends IOException {
    NotThereException(URI uri, int status) {
      super(
          "download %s: status %d (expected: 200). The mirror does not have it (any more)."
              .formatted(uri, status));
    }
  }

  private void get(URI uri, OutputStream out, long most, LongConsumer progress)
      throws IOException, InterruptedException {
    var bound = new BoundedStream(uri, out, most);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(CONNECT).GET().build();
    CompletableFuture<HttpResponse<Void>> answer =
        client()
            .sendAsync(
                request,
                info ->
                    info.statusCode() == 200
                        ? BodyHandlers.ofByteArrayConsumer(piece ->
                                piece.ifPresent(bytes -> {
                                  bound.take(bytes);
                                  progress.accept(bytes.length);
                                }))
                            .apply(info)
                        : HttpResponse.BodySubscribers.replacing(null));
    try {
      long seconds = LEAST_SECONDS + most / LEAST_BYTES_PER_SECOND;
      int status = answer.get(seconds, TimeUnit.SECONDS).statusCode();
      if (status == 404 || status == 403 || status == 410) {
        throw new NotThereException(uri, status);
      }
      if (status != 200) {
        throw new IOException("download %s: status %d (expected: 200)".formatted(uri, status));
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "download %s: %s. Is the mirror reachable?".formatted(uri, reason(e)), e);
    } catch (TimeoutException e) {
      throw new IOException("download %s: too slow. Ask another mirror.".formatted(uri), e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static final class BoundedStream {
    private final URI uri;
    private final OutputStream out;
    private long left;

    BoundedStream(URI uri, OutputStream out, long most) {
      this.uri = uri;
      this.out = out;
      this.left = most;
    }

    void take(byte[] bytes) {
      left -= bytes.length;
      try {
        if (left < 0) {
          throw new IOException("%s is longer than it should be".formatted(uri.getPath()));
        }
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class DigestingStream extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest;

    DigestingStream(OutputStream out, MessageDigest digest) {
      this.out = out;
      this.digest = digest;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      digest.update(bytes, from, length);
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
