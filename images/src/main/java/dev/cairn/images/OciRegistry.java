// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A registry that images are pushed to and pulled from, by the OCI distribution specification:
///
/// ```
/// HEAD /v2/shop/blobs/sha256:…            200: it is there, nothing is sent
/// POST /v2/shop/blobs/uploads/            202 Location: …
/// PUT  …?digest=sha256:…                  201
/// PUT  /v2/shop/manifests/sha256:…        201
/// PUT  /v2/shop/manifests/latest          201
/// ```
///
/// Nothing is converted; a digest here is the digest there. Safe for many threads.
public final class OciRegistry {
  private static final int DEEPEST = 4;
  private static final int MOST_MANIFESTS = 1_000;

  private final OciHttp http;

  /// @param base `http://127.0.0.1:8080`
  /// @param token sent as `Authorization: Bearer …`, unless it is empty
  public OciRegistry(URI base, String token) {
    this.http = new OciHttp(base, token);
  }

  /// What a push did.
  ///
  /// @param uploadedBytes of blobs and manifests that were not there
  /// @param uploaded how many of them
  /// @param there how many were there already
  public record Pushed(Digest digest, long uploadedBytes, int uploaded, int there) {
    private Pushed plus(Pushed other) {
      return new Pushed(
          digest,
          uploadedBytes + other.uploadedBytes,
          uploaded + other.uploaded,
          there + other.there);
    }
  }

  /// Sends an image or an index, all below it first; then gives it these tags.
  public Pushed push(ContentStore store, Digest digest, String repository, List<String> tags)
      throws IOException, InterruptedException {
    Pushed pushed = push(store, digest, repository, 0);
    for (String tag : tags) {
      putManifest(repository, tag, OciJson.read(digest, store), store.read(digest));
    }
    return pushed;
  }

  private Pushed push(ContentStore store, Digest digest, String repository, int depth)
      throws IOException, InterruptedException {
    if (depth > DEEPEST) {
      throw new IOException(
          "push %s: indexes more than %d inside one another (expected: fewer)"
              .formatted(digest, DEEPEST));
    }
    JsonNode json = OciJson.read(digest, store);
    Pushed pushed = new Pushed(digest, 0, 0, 0);
    for (JsonNode manifest : json.path("manifests")) {
      pushed = pushed.plus(push(store, OciImage.digest(digest, manifest), repository, depth + 1));
    }
    for (Digest blob : blobs(digest, json)) {
      pushed = pushed.plus(pushBlob(store, blob, repository));
    }
    if (http.head(manifestPath(repository, digest.toString()), OciHttp.MANIFESTS)) {
      return pushed.plus(new Pushed(digest, 0, 0, 1));
    }
    byte[] bytes = store.read(digest);
    putManifest(repository, digest.toString(), json, bytes);
    return pushed.plus(new Pushed(digest, bytes.length, 1, 0));
  }

  private static Set<Digest> blobs(Digest of, JsonNode json) throws IOException {
    Set<Digest> blobs = new LinkedHashSet<>();
    for (JsonNode layer : json.path("layers")) {
      blobs.add(OciImage.digest(of, layer));
    }
    if (json.has("config")) {
      blobs.add(OciImage.digest(of, json.path("config")));
    }
    return blobs;
  }

  private Pushed pushBlob(ContentStore store, Digest digest, String repository)
      throws IOException, InterruptedException {
    String path = "/v2/" + repository + "/blobs/";
    if (http.head(path + digest, "*/*")) {
      return new Pushed(digest, 0, 0, 1);
    }
    long size = store.size(digest);
    URI upload = http.startUpload(path + "uploads/");
    http.upload(upload, digest, () -> store.open(digest), size);
    return new Pushed(digest, size, 1, 0);
  }

  private void putManifest(String repository, String reference, JsonNode json, byte[] bytes)
      throws IOException, InterruptedException {
    String mediaType =
        json.path("mediaType").asString(json.has("manifests") ? OciJson.INDEX : OciJson.MANIFEST);
    HttpRequest request =
        http.request(manifestPath(repository, reference))
            .header("Content-Type", mediaType)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    http.expect(request, HttpResponse.BodyHandlers.ofByteArray(), 201);
  }

  /// Fetches an image or an index and all below it, unless it is in the store; every byte is
  /// checked against its digest.
  public void pull(String repository, Digest digest, ContentStore store)
      throws IOException, InterruptedException {
    pull(new Pull(repository, store, new ArrayList<>()), digest, 0);
  }

  private record Pull(String repository, ContentStore store, List<Digest> manifests) {}

  private void pull(Pull pull, Digest digest, int depth) throws IOException, InterruptedException {
    pull.manifests().add(digest);
    if (depth > DEEPEST || pull.manifests().size() > MOST_MANIFESTS) {
      throw new IOException(
          "pull %s: too many manifests (expected: at most %d, %d inside one another)"
              .formatted(pull.manifests().getFirst(), MOST_MANIFESTS, DEEPEST));
    }
    if (!pull.store().has(digest)) {
      pull.store().put(digest, http.open(manifest(pull.repository(), digest), OciJson.LARGEST));
    }
    JsonNode json = OciJson.read(digest, pull.store());
    for (JsonNode manifest : json.path("manifests")) {
      pull(pull, OciImage.digest(digest, manifest), depth + 1);
    }
    for (Digest blob : blobs(digest, json)) {
      if (!pull.store().has(blob)) {
        HttpRequest request =
            http.request("/v2/" + pull.repository() + "/blobs/" + blob).GET().build();
        try (InputStream in = http.open(request, Long.MAX_VALUE)) {
          pull.store().put(blob, in);
        }
      }
    }
  }

  private HttpRequest manifest(String repository, Digest digest) {
    return http.request(manifestPath(repository, digest.toString()))
        .header("Accept", OciHttp.MANIFESTS)
        .GET()
        .build();
  }

  private static String manifestPath(String repository, String reference) {
    return "/v2/" + repository + "/manifests/" + reference;
  }
}
