// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.ContentStore;
import dev.cairn.content.FullDiskException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// The registry, to be mounted at `/v2`:
///
/// ```java
/// var index = FolderIndex.open(data.resolve("registry"));
/// var ports = new Registry.Ports(index, releases, access);
/// routing.register("/v2", Registry.open(data.resolve("uploads"), content, ports, RegistryLimits.USUAL, clock));
/// ```
public final class Registry implements HttpService {
  private static final System.Logger LOG = System.getLogger(Registry.class.getName());

  private final Door door;
  private final Blobs blobs;
  private final BlobPushes pushes;
  private final Manifests manifests;

  /// What the registry asks.
  ///
  /// @param index what was pushed where
  /// @param releases what is held
  /// @param access who may do what
  public record Ports(RegistryIndex index, Releases releases, Access access) {}

  private Registry(Uploads uploads, ContentStore content, Ports ports, int manifestBytes) {
    this.door = new Door(ports.index(), ports.releases(), ports.access());
    this.blobs = new Blobs(content, ports.index(), door);
    this.pushes = new BlobPushes(uploads, blobs, ports.index(), door);
    this.manifests = new Manifests(content, ports.index(), ports.releases(), door, manifestBytes);
  }

  /// @param uploads a folder of its own for what is coming in; emptied now
  /// @param content where the bytes are kept
  public static Registry open(
      Path uploads, ContentStore content, Ports ports, RegistryLimits limits, InstantSource clock)
      throws IOException {
    return new Registry(
        Uploads.open(uploads, limits, clock), content, ports, limits.manifestBytes());
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any(this::answer);
  }

  private void answer(ServerRequest request, ServerResponse response) {
    Exchange exchange = new Exchange(request, response);
    try {
      answer(exchange);
    } catch (RefusedException e) {
      exchange.refuse(e);
    } catch (IOException | UncheckedIOException e) {
      exchange.refuse(failed(exchange, e));
    }
  }

  private void answer(Exchange exchange) throws IOException, RefusedException {
    switch (Route.of(exchange.path())) {
      case Route.Base _ -> {
        door.enter(exchange, Access.Action.ENTER, "");
        exchange.answer(200, Map.of(), "application/json", Exchange.object());
      }
      case Route.Blob route -> blobs.answer(exchange, route);
      case Route.Uploads route -> pushes.begin(exchange, route);
      case Route.Upload route -> pushes.go(exchange, route);
      case Route.ManifestAt route -> manifests.answer(exchange, route);
      case Route.Tags route -> manifests.tags(exchange, route);
      case Route.Referrers route -> manifests.referrers(exchange, route);
      case Route.BadName(var name) ->
          throw new RefusedException(
              ErrorCode.NAME_INVALID,
              "find repository: \"%s\" (expected: lower-case letters and digits, separated by \".\", \"_\", \"-\" or \"/\", up to 255)"
                  .formatted(name.length() <= 100 ? name : name.substring(0, 100) + "…"));
      case Route.Nowhere _ ->
          throw new RefusedException(
              ErrorCode.NAME_UNKNOWN,
              "%s /v2%s: no such endpoint (expected: one of the OCI distribution specification 1.1)"
                  .formatted(exchange.method(), exchange.path()));
    }
  }

  /// Reads a digest that a client wrote.
  static OciDigest digest(String text) throws RefusedException {
    return OciDigest.parse(text)
        .orElseThrow(() ->
            new RefusedException(
                ErrorCode.DIGEST_INVALID,
                "read digest: \"%s\" (expected: sha256: and 64, or sha512: and 128, lower-case hex digits)"
                    .formatted(text.length() <= 150 ? text : text.substring(0, 150) + "…")));
  }

  static RefusedException unsupported(Exchange exchange, String methods) {
    return new RefusedException(
        ErrorCode.UNSUPPORTED,
        "%s /v2%s: not possible here (expected: %s)"
            .formatted(exchange.method(), exchange.path(), methods));
  }

  private static RefusedException failed(Exchange exchange, Exception failure) {
    String request = exchange.method() + " /v2" + exchange.path();
    boolean diskIsFull = FullDiskException.isBehind(failure);
    if (diskIsFull) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", request, failure.getMessage());
    } else {
      LOG.log(System.Logger.Level.WARNING, request, failure);
    }
    RefusedException refused =
        diskIsFull
            ? new RefusedException(
                ErrorCode.DISK_FULL,
                "push: no space left on the disk of the registry (expected: room for it). Free some"
                    + " space and push again.")
            : new RefusedException(
                ErrorCode.INTERNAL,
                "the registry could not do this; its log says why (%s)"
                    .formatted(failure.getClass().getSimpleName()));
    refused.initCause(failure);
    return refused;
  }
}
