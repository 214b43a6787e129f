// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CloudEvent;
import dev.cairn.events.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What every object of a Kubernetes cluster has: a name, a place, times.
///
/// ```
/// {"metadata":{"name":"shop","namespace":"production","uid":"5b0a…","generation":7},"spec":{…},"status":{…}}
/// ```
///
/// @param kind `Deployment`, as who watches the cluster calls it
record KubernetesObject(String kind, Json json) {
  Json metadata() {
    return json.at("metadata");
  }

  String name() {
    return metadata().text("name").orElse("unnamed");
  }

  /// `Deployment production/shop`
  String title() {
    return "%s %s/%s".formatted(kind, namespace(), name());
  }

  String namespace() {
    return metadata().text("namespace").orElse("default");
  }

  /// As of an Application of Argo CD: what a label says, else the namespace.
  String environment() {
    return metadata()
        .text("labels", "environment")
        .or(() -> metadata().text("labels", "env"))
        .orElseGet(this::namespace);
  }

  String uid() {
    return metadata().text("uid").orElseGet(this::title);
  }

  /// The count there; nothing where it is none.
  Optional<Integer> count(String... path) {
    return json.word(path).filter(word -> word.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  /// The condition of this type, or nothing.
  Json condition(String type) {
    return json.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").filter(type::equals).isPresent())
        .findFirst()
        .orElseGet(Json::nothing);
  }

  /// Since when the status has been what it is: when a condition was updated, or who manages the
  /// status last changed it.
  Optional<Instant> since() {
    Stream<Json> conditions = json.items("status", "conditions").stream();
    Stream<Json> managers =
        metadata().items("managedFields").stream()
            .filter(entry -> entry.text("subresource").filter("status"::equals).isPresent());
    return Stream.concat(
            conditions.flatMap(
                it -> Stream.of("lastUpdateTime", "lastTransitionTime").map(it::text)),
            managers.map(it -> it.text("time")))
        .flatMap(Optional::stream)
        .flatMap(text -> CloudEvent.instant(text).stream())
        .max(Instant::compareTo);
  }

  /// Images as a pod or a template of pods names them, init containers aside.
  static List<String> images(Json podSpec) {
    return podSpec.items("containers").stream()
        .flatMap(container -> container.text("image").stream())
        .toList();
  }

  /// Those of them that have a digest, each once.
  static List<OciImage> pinned(List<String> images) {
    return images.stream().flatMap(image -> OciImage.parse(image).stream()).distinct().toList();
  }
}
