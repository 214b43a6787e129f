// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways in which a blob comes in: at once, in chunks, as a stream, or from another repository.
final class BlobPushes {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?:bytes[ =])?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

  private final Uploads uploads;
  private final Blobs blobs;
  private final RegistryIndex index;
  private final Door door;

  BlobPushes(Uploads uploads, Blobs blobs, RegistryIndex index, Door door) {
    this.uploads = uploads;
    this.blobs = blobs;
    this.index = index;
    this.door = door;
  }

  /// `POST …/blobs/uploads/`.
  void begin(Exchange exchange, Route.Uploads route) throws IOException, RefusedException {
    if (!exchange.method().equals("POST")) {
      throw Registry.unsupported(exchange, "POST");
    }
    String repository = route.repository();
    door.enter(exchange, Access.Action.PUSH, repository);
    Optional<String> mount = exchange.query("mount");
    if (mount.isPresent() && mounted(exchange, repository, mount.get())) {
      created(exchange, repository, Registry.digest(mount.get()));
      return;
    }
    Optional<String> announced = exchange.query("digest");
    Optional<OciDigest> digest =
        announced.isPresent() ? Optional.of(Registry.digest(announced.get())) : Optional.empty();
    Upload upload = uploads.begin(repository);
    if (digest.isPresent()) {
      finish(exchange, upload, digest.get());
    } else {
      exchange.answer(202, upload.progress());
    }
  }

  /// `GET`, `PATCH`, `PUT` and `DELETE` of an upload.
  void go(Exchange exchange, Route.Upload route) throws IOException, RefusedException {
    door.enter(exchange, Access.Action.PUSH, route.repository());
    Upload upload = uploads.find(route.repository(), route.session());
    upload.turn().lock();
    try {
      uploads.find(route.repository(), route.session()); // it may have ended meanwhile
      switch (exchange.method()) {
        case "GET" -> exchange.answer(204, upload.progress());
        case "PATCH" -> {
          refuseOutOfOrder(exchange, upload);
          append(exchange, upload);
          exchange.answer(202, upload.progress());
        }
        case "PUT" -> {
          OciDigest digest = Registry.digest(exchange.query("digest").orElse(""));
          refuseOutOfOrder(exchange, upload);
          finish(exchange, upload, digest);
        }
        case "DELETE" -> {
          uploads.forget(upload);
          exchange.answer(204, Map.of());
        }
        default -> throw Registry.unsupported(exchange, "GET, PATCH, PUT or DELETE");
      }
    } finally {
      upload.turn().unlock();
    }
  }

  private void append(Exchange exchange, Upload upload) throws IOException, RefusedException {
    upload.append(exchange.body(), uploads.clock().instant());
  }

  private void finish(Exchange exchange, Upload upload, OciDigest digest)
      throws IOException, RefusedException {
    try {
      append(exchange, upload);
      blobs.keep(upload.repository(), digest, upload::open);
    } finally {
      uploads.forget(upload);
    }
    created(exchange, upload.repository(), digest);
  }

  private static void created(Exchange exchange, String repository, OciDigest digest) {
    exchange.answer(
        201,
        Map.of(
            "Location",
            "/v2/%s/blobs/%s".formatted(repository, digest),
            "Docker-Content-Digest",
            digest.toString()));
  }

  /// A chunk that says where it belongs belongs behind what has come.
  private static void refuseOutOfOrder(Exchange exchange, Upload upload) throws RefusedException {
    Optional<String> header = exchange.header("Content-Range");
    if (header.isEmpty()) {
      return;
    }
    Matcher matcher = CONTENT_RANGE.matcher(header.get());
    boolean fits =
        matcher.matches()
            && Long.parseLong(matcher.group(1)) == upload.size()
            && Long.parseLong(matcher.group(2)) >= upload.size() - 1
            && lengthFits(exchange, matcher);
    if (!fits) {
      Map<String, String> headers = new HashMap<>(upload.progress());
      headers.remove("Docker-Upload-UUID");
      throw new RefusedException(
          ErrorCode.BLOB_UPLOAD_INVALID,
          "push blob: %s: Content-Range \"%s\" (expected: from byte %d on, as long as the body)"
              .formatted(upload.repository(), header.get(), upload.size()),
          headers);
    }
  }

  private static boolean lengthFits(Exchange exchange, Matcher range) {
    long length = Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
    return exchange.header("Content-Length").map(text -> text.equals("" + length)).orElse(true);
  }

  /// Has this repository have the blob of another one, if the caller could pull it there. Else a
  /// usual upload begins, and nothing is told about the other repository.
  private boolean mounted(Exchange exchange, String repository, String digest)
      throws IOException, RefusedException {
    String from = exchange.query("from").orElse("");
    if (!Route.NAME.matcher(from).matches() || from.length() > Route.LONGEST_NAME) {
      return false;
    }
    Optional<Digest> blob = blobs.find(from, Registry.digest(digest));
    if (blob.isEmpty()) {
      return false;
    }
    try {
      blobs.refuseUnlessPullable(exchange, from, blob.get());
    } catch (RefusedException _) {
      return false; // the client sends the bytes, if it has them
    }
    index.addBlob(repository, blob.get());
    return true;
  }
}
