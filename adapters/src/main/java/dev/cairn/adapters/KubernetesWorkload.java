// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.adapters.Kubewatch.Reading;
import dev.cairn.adapters.Kubewatch.Rollout;
import dev.cairn.adapters.Node.Fare;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A Deployment, StatefulSet or DaemonSet as the rollout that it is in.
///
/// Three traps. Until the controller has observed the newest generation, the status is that of the
/// one before. The generation counts every change of the specification, scaling too: a rollout is
/// of a template of pods, which the cluster numbers on its own. And there is no word for "done": it
/// is read from the counts, as `kubectl rollout status` does.
record KubernetesWorkload(KubernetesObject object, boolean isGone) {
  Reading read() {
    int generation = object.count("metadata", "generation").orElse(0);
    if (!isGone && object.count("status", "observedGeneration").orElse(0) < generation) {
      return new Reading.Nothing(
          "%s: the cluster has not looked at generation %d yet (expected: an update once it has)"
              .formatted(object.title(), generation));
    }
    List<String> named = KubernetesObject.images(object.json().at("spec", "template", "spec"));
    List<OciImage> images = KubernetesObject.pinned(named);
    if (images.isEmpty()) {
      return new Reading.Nothing(
          "%s: names no image by its digest (images: %s), so its pods say what runs"
              .formatted(object.title(), named));
    }
    Fare fare = fare();
    Identity node =
        Identity.run(
            "kubernetes/%s/%s/%s".formatted(object.environment(), object.uid(), revision()));
    return new Reading.Told(
        new Rollout(object, object.name(), node, fare, images, object.since(), finished(fare)));
  }

  /// The number or hash of the template of pods; where a cluster gives none, the generation.
  private String revision() {
    Json annotations = object.metadata().at("annotations");
    return annotations
        .text("deployment.kubernetes.io/revision")
        .or(() -> object.json().text("status", "updateRevision"))
        .or(() -> annotations.text("deprecated.daemonset.template.generation"))
        .or(() -> object.metadata().word("generation").map("generation-"::concat))
        .orElse("-");
  }

  private Fare fare() {
    if (isGone) {
      return new Fare("superseded", "deleted from the cluster");
    }
    Json progress = object.condition("Progressing");
    if (progress.text("reason").filter("ProgressDeadlineExceeded"::equals).isPresent()) {
      return new Fare(
          "failed",
          progress
              .text("message")
              .flatMap(text -> text.lines().findFirst())
              .orElse("it made no progress in time"));
    }
    return faresByCount(Counts.of(object));
  }

  private Fare faresByCount(Counts counts) {
    if (counts.wanted() == 0) {
      return new Fare("waiting", "scaled to 0");
    }
    Optional<String> missing = counts.missing();
    if (missing.isEmpty()) {
      return Fare.of("live");
    }
    return object.json().isTrue("spec", "paused")
        ? new Fare("waiting", "paused: " + missing.get())
        : new Fare("running", missing.get());
  }

  /// Scaling and failing nodes come after the rollout's end and do not move it, where the
  /// controller keeps it.
  private Optional<Instant> finished(Fare fare) {
    return switch (fare.status()) {
      case "live" ->
          Optional.of(object.condition("Progressing"))
              .filter(it -> it.text("reason").filter("NewReplicaSetAvailable"::equals).isPresent())
              .flatMap(it -> it.text("lastUpdateTime"))
              .flatMap(CloudEvent::instant)
              .or(object::since);
      case "failed" -> object.since();
      default -> Optional.empty();
    };
  }

  /// How many replicas there are.
  ///
  /// @param old those that are still of another template
  private record Counts(int wanted, int updated, int old, int available) {
    static Counts of(KubernetesObject object) {
      if (object.kind().toLowerCase(Locale.ROOT).equals("daemonset")) {
        return new Counts(
            object.count("status", "desiredNumberScheduled").orElse(0),
            object.count("status", "updatedNumberScheduled").orElse(0),
            0,
            object.count("status", "numberAvailable").orElse(0));
      }
      int updated = object.count("status", "updatedReplicas").orElse(0);
      return new Counts(
          object.count("spec", "replicas").orElse(1),
          updated,
          object.count("status", "replicas").orElse(0) - updated,
          object
              .count("status", "availableReplicas")
              .or(() -> object.count("status", "readyReplicas"))
              .orElse(0));
    }

    /// What is still to come; nothing once the rollout is done.
    Optional<String> missing() {
      if (updated < wanted) {
        return Optional.of("%d of %d replicas updated".formatted(updated, wanted));
      }
      if (old > 0) {
        return Optional.of("old replicas still there: %d".formatted(old));
      }
      return available < updated
          ? Optional.of("%d of %d updated replicas available".formatted(available, updated))
          : Optional.empty();
    }
  }
}
