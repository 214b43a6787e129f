// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a client pushes as a manifest: OCI image manifest and index, Docker's manifest and
/// list of version 2. Unknown fields are nobody's business and stay in the bytes.
///
/// @param mediaType its own or the request's
/// @param index whether it lists manifests
/// @param children of an index
/// @param blobs config and layers that must have been pushed before
/// @param referrer with a subject
record ManifestForm(
    String mediaType,
    boolean index,
    List<Descriptor> children,
    List<Descriptor> blobs,
    Optional<Manifest.Referrer> referrer) {
  /// @param digest of what is named
  /// @param size as written
  record Descriptor(OciDigest digest, long size) {}

  private static final int MOST = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// @param contentType of the request, empty if it had none
  static ManifestForm read(byte[] bytes, String contentType) throws RefusedException {
    JsonNode json = json(bytes);
    String own = text(json, "mediaType");
    String asked = contentType.split(";", 2)[0].strip();
    if (!own.isEmpty() && !asked.isEmpty() && !own.equals(asked)) {
      throw invalid(
          "Content-Type \"%s\" of a manifest with mediaType \"%s\" (expected: the same)"
              .formatted(asked, own));
    }
    String mediaType = own.isEmpty() ? asked : own;
    if (!mediaType.matches("[\\w.+-]+/[\\w.+-]{1,120}")) {
      throw invalid(
          "media type \"%s\" (expected: a Content-Type such as application/vnd.oci.image.manifest.v1+json)"
              .formatted(shortened(mediaType)));
    }
    boolean index = json.has("manifests");
    if (!index && !json.has("layers") && !json.has("config")) {
      throw invalid(
          "neither \"manifests\" nor \"config\" and \"layers\" in it (expected: an OCI manifest or"
              + " index, or Docker's of version 2)");
    }
    List<Descriptor> blobs = new ArrayList<>();
    if (json.has("config")) {
      blobs.add(descriptor(json.get("config"), "config"));
    }
    blobs.addAll(descriptors(json, "layers"));
    return new ManifestForm(
        mediaType, index, descriptors(json, "manifests"), blobs, referrer(json, index));
  }

  private static Optional<Manifest.Referrer> referrer(JsonNode json, boolean index)
      throws RefusedException {
    if (!json.hasNonNull("subject")) {
      return Optional.empty();
    }
    Descriptor subject = descriptor(json.get("subject"), "subject");
    String type = text(json, "artifactType");
    String artifactType = type.isEmpty() && !index ? text(json.path("config"), "mediaType") : type;
    return Optional.of(
        new Manifest.Referrer(
            subject.digest().toString(),
            artifactType,
            ManifestFile.texts(json.path("annotations"))));
  }

  private static JsonNode json(byte[] bytes) throws RefusedException {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      RefusedException refused =
          invalid("not JSON: %s (expected: a JSON object)".formatted(e.getOriginalMessage()));
      refused.initCause(e);
      throw refused;
    }
    throw invalid(
        "\"%s\" (expected: a JSON object)"
            .formatted(shortened(new String(bytes, StandardCharsets.UTF_8))));
  }

  private static List<Descriptor> descriptors(JsonNode json, String field) throws RefusedException {
    List<Descriptor> descriptors = new ArrayList<>();
    JsonNode list = json.path(field);
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw invalid("\"%s\" (expected: an array)".formatted(field));
    }
    if (list.size() > MOST) {
      throw invalid("%d \"%s\" (expected: %d or fewer)".formatted(list.size(), field, MOST));
    }
    for (JsonNode node : list) {
      if (!text(node, "mediaType").contains("nondistributable")
          && !text(node, "mediaType").contains(".foreign.")) {
        descriptors.add(descriptor(node, field));
      }
    }
    return descriptors;
  }

  private static Descriptor descriptor(JsonNode node, String field) throws RefusedException {
    String text = text(node, "digest");
    OciDigest digest =
        OciDigest.parse(text)
            .orElseThrow(() ->
                invalid(
                    "\"%s\" has the digest \"%s\" (expected: sha256: or sha512: and its hex digits)"
                        .formatted(field, shortened(text))));
    JsonNode size = node.path("size");
    if (!size.isIntegralNumber() || size.asLong(-1) < 0) {
      throw invalid("\"%s\" has no size (expected: its length in bytes)".formatted(field));
    }
    return new Descriptor(digest, size.asLong());
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.asString() : "";
  }

  private static RefusedException invalid(String what) {
    return new RefusedException(ErrorCode.MANIFEST_INVALID, "push manifest: " + what);
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  /// What the index keeps of it.
  Manifest manifest(Digest digest, long size, List<Digest> children, List<Digest> blobs) {
    return new Manifest(digest, mediaType, size, children, blobs, referrer);
  }
}
