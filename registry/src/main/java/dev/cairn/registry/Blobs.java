// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.WrongDigestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Blobs, given out whole or in part, and kept by their digest.
final class Blobs {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private final ContentStore content;
  private final RegistryIndex index;
  private final Door door;

  Blobs(ContentStore content, RegistryIndex index, Door door) {
    this.content = content;
    this.index = index;
    this.door = door;
  }

  void answer(Exchange exchange, Route.Blob route) throws IOException, RefusedException {
    switch (exchange.method()) {
      case "GET", "HEAD" -> pull(exchange, route);
      case "DELETE" -> delete(exchange, route);
      default -> throw Registry.unsupported(exchange, "GET, HEAD or DELETE");
    }
  }

  /// Whether they could pull it; else the refusal.
  void refuseUnlessPullable(Exchange exchange, String repository, Digest blob)
      throws IOException, RefusedException {
    Caller caller = door.enter(exchange, Access.Action.PULL, repository);
    door.refuseHeldBlob(exchange, repository, blob, caller);
  }

  /// The store's name of a blob that the repository has.
  Optional<Digest> find(String repository, OciDigest digest) {
    return digest
        .content()
        .or(() -> index.named(digest.toString()))
        .filter(blob -> index.hasBlob(repository, blob));
  }

  /// Keeps these bytes for the repository, if they are what was announced.
  void keep(String repository, OciDigest digest, Source source)
      throws IOException, RefusedException {
    Optional<Digest> expected = digest.content();
    if (expected.isPresent()) {
      try (InputStream in = source.open()) {
        content.put(expected.get(), in);
      } catch (WrongDigestException e) {
        RefusedException wrong = wrongDigest(repository, String.valueOf(e.getMessage()));
        wrong.initCause(e);
        throw wrong;
      }
      index.addBlob(repository, expected.get());
      return;
    }
    String actual;
    try (InputStream in = source.open()) {
      actual = hex(digest.algorithm(), in);
    }
    if (!actual.equals(digest.hex())) {
      throw wrongDigest(repository, "%s (expected: %s)".formatted(actual, digest));
    }
    try (InputStream in = source.open()) {
      Digest kept = content.put(in);
      index.addName(digest.toString(), kept);
      index.addBlob(repository, kept);
    }
  }

  /// Bytes that can be read more than once.
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private void pull(Exchange exchange, Route.Blob route) throws IOException, RefusedException {
    Caller caller = door.enter(exchange, Access.Action.PULL, route.repository());
    OciDigest digest = Registry.digest(route.digest());
    Digest blob = find(route.repository(), digest).orElseThrow(() -> unknown(route));
    // Who pushes asks by HEAD what need not be sent; that gives no byte away.
    if (!exchange.isHead() || !door.may(exchange, Access.Action.PUSH, route.repository())) {
      door.refuseHeldBlob(exchange, route.repository(), blob, caller);
    }
    long size = content.size(blob);
    Map<String, String> headers = new HashMap<>();
    headers.put("Docker-Content-Digest", digest.toString());
    headers.put("Content-Type", "application/octet-stream");
    headers.put("Accept-Ranges", "bytes");
    headers.put("ETag", "\"" + digest + "\"");
    Optional<long[]> part = part(exchange.header("Range").orElse(""), size);
    try (InputStream in = exchange.isHead() ? InputStream.nullInputStream() : content.open(blob)) {
      if (part.isEmpty()) {
        exchange.answer(200, headers, size, in);
        return;
      }
      long first = part.get()[0];
      long last = part.get()[1];
      headers.put("Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
      in.skipNBytes(exchange.isHead() ? 0 : first);
      exchange.answer(206, headers, last - first + 1, in);
    }
  }

  /// First and last byte of a range; several ranges, or another unit, are answered whole.
  static Optional<long[]> part(String header, long size) throws RefusedException {
    Matcher matcher = RANGE.matcher(header.replace(" ", ""));
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    boolean suffix = matcher.group(1).isEmpty();
    long given = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    long first = suffix ? Math.max(0, size - given) : Long.parseLong(matcher.group(1));
    long last = suffix ? size - 1 : Math.min(given, size - 1);
    if (!suffix && given < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new RefusedException(
          ErrorCode.RANGE_INVALID,
          "pull blob: range \"%s\" (expected: within %d bytes)".formatted(header, size),
          Map.of("Content-Range", "bytes */" + size));
    }
    return Optional.of(new long[] {first, last});
  }

  private void delete(Exchange exchange, Route.Blob route) throws IOException, RefusedException {
    door.enter(exchange, Access.Action.DELETE, route.repository());
    Optional<Digest> blob = find(route.repository(), Registry.digest(route.digest()));
    if (blob.isEmpty() || !index.removeBlob(route.repository(), blob.get())) {
      throw unknown(route);
    }
    exchange.answer(202, Map.of());
  }

  static RefusedException unknown(Route.Blob route) {
    return new RefusedException(
        ErrorCode.BLOB_UNKNOWN,
        "find blob: %s@%s: not in this repository (expected: pushed before)"
            .formatted(route.repository(), route.digest()));
  }

  private static RefusedException wrongDigest(String repository, String what) {
    return new RefusedException(
        ErrorCode.DIGEST_INVALID, "push blob: %s: %s".formatted(repository, what));
  }

  private static String hex(OciDigest.Algorithm algorithm, InputStream in) throws IOException {
    var computer = algorithm.computer();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      computer.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(computer.digest());
  }
}
