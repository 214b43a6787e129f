// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes OCI images in a content store: a base layer for each root file system (made once, shared
/// by all images on it), a layer for each addition, configuration, manifest, and an index where
/// there are several platforms. The same inputs give the same bytes on every machine:
///
/// ```
/// {"config":{"digest":"sha256:…","mediaType":"application/vnd.oci.image.config.v1+json","size":496},
///  "layers":[{"digest":"sha256:…","mediaType":"application/vnd.oci.image.layer.v1.tar+zstd","size":91234567},…],
///  "mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}
/// ```
///
/// It pushes nothing and tags nothing. Safe for many threads.
public final class OciPacker {
  private static final String CREATED = "1980-01-01T00:00:00Z";
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final ContentStore store;
  private final OciBaseLayers baseLayers;

  /// @param baseLayers the layers of root file systems that were made before
  public OciPacker(ContentStore store, OciBaseLayers baseLayers) {
    this.store = store;
    this.baseLayers = baseLayers;
  }

  /// A tree at an absolute path of the image.
  public record Addition(String path, Tree tree) {}

  /// What an image is made of.
  ///
  /// @param bases for each platform its root file system; none for an image of additions alone
  /// @param additions in the order of their layers
  public record Contents(
      SortedMap<Platform, Optional<RootFileSystem>> bases, List<Addition> additions) {
    public Contents {
      bases = new TreeMap<>(bases);
      additions = List.copyOf(additions);
      if (bases.isEmpty()) {
        throw new IllegalArgumentException("pack image: no platform (expected: one or more)");
      }
    }
  }

  /// Makes an image, and gives the digest of its index, or of its manifest where there is but one
  /// platform.
  public Digest pack(Contents contents, OciConfig config) throws IOException, InterruptedException {
    Map<Platform, Optional<OciBaseLayers.Base>> bases = baseLayers.of(contents.bases());
    List<Map<String, Object>> manifests = new ArrayList<>();
    for (var base : bases.entrySet()) {
      manifests.add(manifest(base.getKey(), base.getValue(), contents.additions(), config));
    }
    if (manifests.size() == 1) {
      return Digest.parse(String.valueOf(manifests.getFirst().get("digest")));
    }
    return store.put(
        OciJson.bytes(
            Map.of("schemaVersion", 2, "mediaType", OciJson.INDEX, "manifests", manifests)));
  }

  private Map<String, Object> manifest(
      Platform platform,
      Optional<OciBaseLayers.Base> base,
      List<Addition> additions,
      OciConfig config)
      throws IOException {
    List<Layer> layers = new ArrayList<>();
    base.ifPresent(b -> layers.add(b.layer()));
    layers.addAll(
        OciAdditions.layers(
            additions, base.map(OciBaseLayers.Base::names).orElse(Map.of()), store));
    byte[] configuration = configuration(platform, layers, config);
    Map<String, Object> manifest = new TreeMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", OciJson.MANIFEST);
    manifest.put(
        "config", descriptor(OciJson.CONFIG, store.put(configuration), configuration.length));
    manifest.put(
        "layers",
        layers.stream().map(l -> descriptor(Layer.MEDIA_TYPE, l.digest(), l.size())).toList());
    base.ifPresent(b -> manifest.put("annotations", Map.of("dev.cairn.lock", b.lock().toString())));
    byte[] bytes = OciJson.bytes(manifest);
    Map<String, Object> descriptor = descriptor(OciJson.MANIFEST, store.put(bytes), bytes.length);
    descriptor.put("platform", Map.of("os", "linux", "architecture", platform.architecture()));
    return descriptor;
  }

  private static byte[] configuration(Platform platform, List<Layer> layers, OciConfig config) {
    Map<String, Object> start = new TreeMap<>();
    SortedMap<String, String> env = new TreeMap<>(Map.of("PATH", PATH));
    env.putAll(config.env());
    start.put("Env", env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    if (!config.entrypoint().isEmpty()) {
      start.put("Entrypoint", config.entrypoint());
    }
    if (!config.labels().isEmpty()) {
      start.put("Labels", config.labels());
    }
    OptionalInt user = config.user();
    if (user.isPresent()) {
      start.put("User", Integer.toString(user.getAsInt()));
    }
    return OciJson.bytes(
        Map.of(
            "architecture",
            platform.architecture(),
            "os",
            "linux",
            "created",
            CREATED,
            "config",
            start,
            "rootfs",
            Map.of(
                "type",
                "layers",
                "diff_ids",
                layers.stream().map(l -> l.diffId().toString()).toList())));
  }

  private static Map<String, Object> descriptor(String mediaType, Digest digest, long size) {
    Map<String, Object> descriptor = new TreeMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.toString());
    descriptor.put("size", size);
    return descriptor;
  }
}
