// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CdEvent;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import dev.cairn.events.PackageUrl;
import dev.cairn.events.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Notifications of a CNCF Distribution registry. One envelope holds many events: a push tells of
/// each layer, and then of the manifest; only manifests and indexes are artifacts.
///
/// ```
/// Authorization: Bearer <secret>
/// {"events":[{"id":"320678d8-…","timestamp":"2026-11-21T14:03:12.5Z","action":"push",
///   "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:9f86…",
///             "repository":"acme/shop","url":"https://registry.example/v2/acme/shop/manifests/sha256:9f86…","tag":"1.4"},
///   "request":{"host":"registry.example","method":"PUT"}}]}
/// ```
public final class Distribution implements Adapter {
  private static final String TOOL = "distribution";

  @Override
  public String tool() {
    return TOOL;
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Secrets.authorization(delivery, secrets);
  }

  @Override
  public Interpretation read(Delivery delivery) {
    Json body;
    try {
      body = Json.read(delivery.body());
    } catch (MalformedJson e) {
      return new Interpretation.Failed(e.why());
    }
    if (!(body.at("events") instanceof Json.Items(var items))) {
      return new Interpretation.Failed("events: absent (expected: an array of notifications)");
    }
    var events = new ArrayList<Event>();
    var notes = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      Json item = items.get(i);
      Optional<String> leftOut = leftOut(item);
      if (leftOut.isPresent()) {
        notes.add("event %d: %s".formatted(i, leftOut.get()));
      } else {
        pushed(item).ifPresent(events::add);
      }
    }
    if (events.isEmpty()) {
      return new Interpretation.Ignored(
          notes.isEmpty() ? "the envelope is empty" : String.join("; ", notes));
    }
    return new Interpretation.Events(events, notes);
  }

  /// Why no event is made of it.
  private static Optional<String> leftOut(Json item) {
    String action = item.text("action").orElse("");
    if (!action.equals("push")) {
      return Optional.of("action \"%s\": only what is pushed is published".formatted(action));
    }
    String mediaType = item.text("target", "mediaType").orElse("");
    if (!OciImage.isManifest(mediaType)) {
      return Optional.of("a layer or configuration: only manifests and indexes are artifacts");
    }
    if (item.text("target", "digest").flatMap(Identity::ofDigest).isEmpty()) {
      return Optional.of(
          "target.digest: \"%s\" (expected: sha256:<64 hex>)"
              .formatted(item.text("target", "digest").orElse("")));
    }
    return item.text("target", "repository").isEmpty()
        ? Optional.of("target.repository: absent (expected: the image's name)")
        : Optional.empty();
  }

  private static Optional<Event> pushed(Json item) {
    Optional<Identity> digest = item.text("target", "digest").flatMap(Identity::ofDigest);
    Optional<String> name = item.text("target", "repository");
    if (digest.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    String host = item.text("request", "host").orElse("registry");
    var image = new OciImage(host + "/" + name.get(), digest.get(), item.text("target", "tag"));
    Optional<Instant> time = item.text("timestamp").flatMap(CloudEvent::instant);
    List<Statement> says = says(item, image, time);
    String purl = PackageUrl.oci(image.repository(), digest.get().name()).canonical();
    return Optional.of(
        new CdEvent(
                id(item, image.repository()),
                "dev.cdevents.artifact.published.0.3.0",
                time.orElse(Instant.EPOCH),
                purl)
            .content(Json.fields().with("user", item.text("actor", "name")))
            .customData(
                Json.fields()
                    .with("digest", digest.get().name())
                    .with("name", image.name())
                    .with("reference", image.repository())
                    .with("repository", image.path())
                    .with("tag", image.tag())
                    .with("mediaType", item.text("target", "mediaType")))
            .says(says));
  }

  /// Each repository has its own ids, so nobody uses up that of another's push.
  private static EventId id(Json item, String repository) {
    return new EventId(
        "registry/" + repository,
        item.text("id")
            .orElseGet(() ->
                "content/"
                    + Hex.sha256(item.write().getBytes(StandardCharsets.UTF_8)).substring(0, 32)));
  }

  private static List<Statement> says(Json item, OciImage image, Optional<Instant> time) {
    var says = new ArrayList<Statement>();
    says.add(
        image
            .node()
            .with("tool", TOOL)
            .with("url", item.text("target", "url"))
            .with("fact.by", item.text("actor", "name"))
            .with("fact.client", item.text("request", "useragent"))
            .at("finished", time)
            .statement());
    says.addAll(image.builtFromTag());
    for (Json reference : item.items("target", "references")) {
      boolean isManifest = OciImage.isManifest(reference.text("mediaType").orElse(""));
      reference
          .text("digest")
          .flatMap(Identity::ofDigest)
          .filter(digest -> isManifest && !digest.equals(image.digest()))
          .ifPresent(digest -> says.addAll(image.contains(digest)));
    }
    return says;
  }
}
