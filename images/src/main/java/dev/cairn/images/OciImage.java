// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// An image of one platform, read from a content store; made by Cairn or by any other tool (OCI and
/// Docker manifests; plain, gzip and zstd layers).
///
/// @param manifest the digest of its manifest
/// @param platform `linux/amd64`; of foreign images any, such as `linux/arm/v7`
/// @param directory where it starts, `/` unless it says otherwise
public record OciImage(
    Digest manifest, String platform, OciConfig config, String directory, List<LayerBlob> layers) {
  private static final int MOST_LAYERS = 256;
  private static final int MOST_IMAGES = 100;
  private static final int DEEPEST = 4;

  public OciImage {
    layers = List.copyOf(layers);
  }

  /// One layer, the lowest first.
  ///
  /// @param digest of the blob, which may be compressed
  /// @param diffId of the tar itself
  public record LayerBlob(Digest digest, long size, String mediaType, Digest diffId) {}

  /// Reads the image that this manifest says, or that this index has for the platform. All but the
  /// layers must be in the store.
  public static OciImage read(Digest digest, Platform platform, ContentStore store)
      throws IOException {
    JsonNode json = OciJson.read(digest, store);
    if (json.has("manifests")) {
      Digest manifest = ofPlatform(digest, json, platform);
      return read(manifest, OciJson.read(manifest, store), store);
    }
    return read(digest, json, store);
  }

  /// Reads all images of an index, or the one of a manifest. What an index holds beside images,
  /// such as attestations, is left out.
  public static List<OciImage> readAll(Digest digest, ContentStore store) throws IOException {
    List<OciImage> images = new ArrayList<>();
    readAll(digest, store, images, 0);
    return images;
  }

  private static void readAll(Digest digest, ContentStore store, List<OciImage> images, int depth)
      throws IOException {
    JsonNode json = OciJson.read(digest, store);
    if (depth > DEEPEST || images.size() > MOST_IMAGES) {
      throw new IOException(
          "read image: %s: more than %d images, or indexes more than %d inside one another (expected: fewer)"
              .formatted(digest, MOST_IMAGES, DEEPEST));
    }
    if (!json.has("manifests")) {
      images.add(read(digest, json, store));
      return;
    }
    for (JsonNode manifest : json.path("manifests")) {
      if (!manifest.path("platform").path("os").asString("").equals("unknown")) {
        readAll(digest(digest, manifest), store, images, depth + 1);
      }
    }
  }

  private static Digest ofPlatform(Digest index, JsonNode json, Platform platform)
      throws IOException {
    List<String> there = new ArrayList<>();
    for (JsonNode manifest : json.path("manifests")) {
      JsonNode on = manifest.path("platform");
      String name = on.path("os").asString("?") + "/" + on.path("architecture").asString("?");
      if (name.equals(platform.toString())) {
        return digest(index, manifest);
      }
      there.add(name);
    }
    throw new IOException(
        "read image: %s: is for %s (expected: %s). Build it on(…) that platform, too."
            .formatted(index, there, platform));
  }

  private static OciImage read(Digest digest, JsonNode manifest, ContentStore store)
      throws IOException {
    if (!manifest.has("config") || !manifest.path("layers").isArray()) {
      throw new IOException(
          "read image: %s: has no config or no layers (expected: an image's manifest)"
              .formatted(digest));
    }
    JsonNode config = OciJson.read(digest(digest, manifest.path("config")), store);
    JsonNode diffIds = config.path("rootfs").path("diff_ids");
    JsonNode layers = manifest.path("layers");
    if (layers.size() != diffIds.size() || layers.size() > MOST_LAYERS) {
      throw new IOException(
          "read image: %s: %d layers and %d diff_ids (expected: as many, and at most %d)"
              .formatted(digest, layers.size(), diffIds.size(), MOST_LAYERS));
    }
    List<LayerBlob> blobs = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.get(i);
      blobs.add(
          new LayerBlob(
              digest(digest, layer),
              layer.path("size").asLong(-1),
              layer.path("mediaType").asString(""),
              parsed(digest, diffIds.get(i).asString(""))));
    }
    String platform =
        config.path("os").asString("") + "/" + config.path("architecture").asString("");
    JsonNode start = config.path("config");
    String directory = start.path("WorkingDir").asString("");
    return new OciImage(
        digest, platform, config(start), directory.isEmpty() ? "/" : directory, blobs);
  }

  private static OciConfig config(JsonNode start) {
    SortedMap<String, String> env = new TreeMap<>();
    for (String variable : texts(start.path("Env"))) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        env.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    List<String> entrypoint = new ArrayList<>(texts(start.path("Entrypoint")));
    entrypoint.addAll(texts(start.path("Cmd")));
    SortedMap<String, String> labels = new TreeMap<>();
    start
        .path("Labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
    String user = start.path("User").asString("").split(":", 2)[0];
    OptionalInt uid =
        user.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(user)) : OptionalInt.empty();
    return new OciConfig(env, uid, entrypoint, labels);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      texts.add(text.asString(""));
    }
    return texts;
  }

  static Digest digest(Digest of, JsonNode descriptor) throws IOException {
    return parsed(of, descriptor.path("digest").asString(""));
  }

  private static Digest parsed(Digest of, String text) throws IOException {
    if (!Digest.isDigest(text)) {
      throw new IOException(
          "read image: %s: digest \"%s\" (expected: sha256: and 64 hex digits)"
              .formatted(of, text.length() > 80 ? text.substring(0, 80) + "…" : text));
    }
    return Digest.parse(text);
  }
}
