// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.FullDiskException;
import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.registry.Caller;
import dev.cairn.registry.Push;
import dev.cairn.registry.Releases;
import dev.cairn.storage.Releases.Manifest;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the registry asks of the gate, answered from storage.
final class GatedReleases implements Releases {
  private static final Logger LOG = System.getLogger(GatedReleases.class.getName());
  private static final int PLATFORMS = 12;

  /// How long what was pushed by digest only waits for an index or a tag that names it.
  static final Duration NAMELESS = Duration.ofMinutes(1);

  private final Storage storage;
  private final ContentStore content;
  private final Outgoing outgoing;
  private final String address;
  private final InstantSource clock;

  /// Sends what waits in the outbox to the inbox.
  interface Outgoing {
    void send() throws IOException;
  }

  /// @param address where journeys are seen
  GatedReleases(
      Storage storage,
      ContentStore content,
      Outgoing outgoing,
      String address,
      InstantSource clock) {
    this.content = content;
    this.storage = storage;
    this.outgoing = outgoing;
    this.address = address;
    this.clock = clock;
  }

  /// From the answer to its push on, it is held: the publication is in the inbox before that.
  @Override
  public void pushed(Push push) throws IOException {
    try {
      record(push, clock.instant());
      outgoing.send();
    } catch (StorageException e) {
      throw e.kind() == StorageException.Kind.LIMIT
          ? new FullDiskException(e.getMessage(), e)
          : new IOException("record the push: " + e.getMessage(), e);
    }
  }

  private void record(Push push, Instant now) {
    String digest = push.manifest().digest().toString();
    List<String> children = push.manifest().children().stream().map(Digest::toString).toList();
    storage.transaction(tx -> {
      var parts = new ArrayList<String>();
      parts.addAll(children);
      push.manifest().blobs().forEach(it -> parts.add(it.toString()));
      tx.releases()
          .pushed(
              new Manifest(
                  push.repository(),
                  digest,
                  push.manifest().mediaType(),
                  push.manifest().size(),
                  parts),
              now);
      tx.digestPushes().named(push.repository(), children);
      Optional<Run> run =
          push.pusher() instanceof Caller.Lease(var id, var _)
              ? tx.runs().find(id)
              : Optional.empty();
      if (push.tags().isEmpty()) {
        tx.digestPushes()
            .add(
                push.repository(),
                digest,
                OwnEvents.published(publication(push, ""), run, now),
                now);
      } else {
        tx.digestPushes().named(push.repository(), List.of(digest));
      }
      for (String tag : push.tags()) {
        tx.releases().tag(push.repository(), tag, digest);
        tx.outbox().add(OwnEvents.published(publication(push, tag), run, now));
      }
      return true;
    });
  }

  @Override
  public Reading mayRead(String repository, Digest digest, Caller reader) {
    if (reader instanceof Caller.Lease) {
      return new Reading.Open();
    }
    // A manifest that storage does not know: its push was cut short, by a crash or a full disk.
    return switch (storage.releases().access(repository, digest.toString())) {
      case RELEASED -> new Reading.Open();
      case HELD, UNNAMED -> new Reading.Held(sentence(repository, digest.toString()));
    };
  }

  @Override
  public TagAnswer tag(String repository, String tag, Caller reader) {
    Optional<String> newest = storage.releases().newest(repository, tag);
    if (newest.isEmpty()) {
      return new TagAnswer.Unknown();
    }
    if (reader instanceof Caller.Lease) {
      return new TagAnswer.Released(Digest.parse(newest.get()));
    }
    return storage
        .releases()
        .resolve(repository, tag)
        .<TagAnswer>map(it -> new TagAnswer.Released(Digest.parse(it)))
        .orElseGet(() -> new TagAnswer.Held(sentence(repository, newest.get())));
  }

  private OwnEvents.Publication publication(Push push, String tag) {
    return new OwnEvents.Publication(
        push.repository(),
        tag,
        push.manifest().digest().toString(),
        push.manifest().mediaType(),
        push.manifest().children().stream().map(Digest::toString).toList(),
        push.manifest().children().isEmpty() ? List.of() : platforms(push));
  }

  /// What an index says that it is for: `amd64, arm64`.
  private List<String> platforms(Push push) {
    try {
      JsonNode index =
          Json.read(new String(content.read(push.manifest().digest()), StandardCharsets.UTF_8));
      return index
          .path("manifests")
          .valueStream()
          .map(it -> it.path("platform").path("architecture").asString(""))
          .filter(it -> it.matches("[a-z0-9]{1,20}") && !it.equals("unknown"))
          .distinct()
          .limit(PLATFORMS)
          .toList();
    } catch (IOException e) {
      // The push itself was answered from these bytes: what cannot be read again is not shown.
      LOG.log(Level.WARNING, "platforms of {0}: {1}", push.manifest().digest(), e.getMessage());
      return List.of();
    }
  }

  private String sentence(String repository, String digest) {
    String why =
        storage
            .releases()
            .holder(repository, digest)
            .map(it -> it.reason())
            .orElseGet(() ->
                storage.digestPushes().waits(repository, digest)
                    ? "it was pushed by digest only, and is judged by itself a minute after its"
                        + " push, unless an index or a tag names it by then"
                    : "it is not judged yet");
    return "Held at gate release: %s. %s/journeys?artifact=%s".formatted(why, address, digest);
  }
}
