// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.adapters.Kubewatch.Reading;
import dev.cairn.adapters.Kubewatch.Rollout;
import dev.cairn.adapters.Node.Fare;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A pod as one of those of a rollout whose workload names its images by tag: only the pod knows
/// what the tag was when it was pulled (`imageID`).
///
/// All pods of one owner and one template are one rollout, so a pod that replaces another is no new
/// one. A pod speaks once it is ready, or once it can't start; that it is still starting, or goes,
/// says nothing of the others. A bare `sha256:` in `imageID` is the hash of the image's
/// configuration, which no registry names it by.
record KubernetesPod(KubernetesObject object, boolean isGone) {
  private static final Set<String> HOPELESS =
      Set.of("CrashLoopBackOff", "CreateContainerError", "RunContainerError");

  /// Whom a pod is of.
  ///
  /// @param hash of the template, as the cluster labels its pods with it
  /// @param speaks whether it is, or stands for, a workload that is told of itself
  private record Owner(String kind, String name, String uid, String hash, boolean speaks) {}

  Reading read() {
    if (isGone || object.metadata().text("deletionTimestamp").isPresent()) {
      return nothing("it goes, which says nothing of the others of its rollout");
    }
    Owner owner = owner();
    if (!Set.of("Pod", "ReplicaSet", "StatefulSet", "DaemonSet").contains(owner.kind())) {
      return nothing("is of %s %s, which is no service".formatted(owner.kind(), owner.name()));
    }
    List<OciImage> named =
        KubernetesObject.pinned(KubernetesObject.images(object.json().at("spec")));
    if (owner.speaks() && !named.isEmpty()) {
      return nothing("its images are named by digest, so its workload says what runs");
    }
    List<OciImage> images = named.isEmpty() ? pulled() : named;
    if (images.isEmpty()) {
      return nothing(
          "no digest of its images is known (expected: status.containerStatuses[].imageID:"
              + " name@sha256:…)");
    }
    Optional<Fare> fare = fare();
    if (fare.isEmpty()) {
      return nothing("not ready yet (expected: an update once it is)");
    }
    Identity node =
        Identity.run(
            "kubernetes/%s/%s/%s".formatted(object.environment(), owner.uid(), owner.hash()));
    return new Reading.Told(
        new Rollout(
            object,
            service(owner),
            node,
            fare.get(),
            images,
            object
                .condition("Ready")
                .text("lastTransitionTime")
                .flatMap(CloudEvent::instant)
                .or(object::since),
            Optional.empty()));
  }

  private Reading nothing(String why) {
    return new Reading.Nothing("%s: %s".formatted(object.title(), why));
  }

  /// Its controller; a pod without one is its own.
  private Owner owner() {
    Json labels = object.metadata().at("labels");
    Optional<String> template = labels.text("pod-template-hash");
    String hash =
        template
            .or(() -> labels.text("controller-revision-hash"))
            .or(() -> labels.text("rollouts-pod-template-hash"))
            .orElse("-");
    return object.metadata().items("ownerReferences").stream()
        .filter(reference -> reference.isTrue("controller"))
        .findFirst()
        .map(reference -> {
          String kind = reference.text("kind").orElse("");
          String name = reference.text("name").orElse("");
          return new Owner(
              kind,
              name,
              reference.text("uid").orElse(name),
              hash,
              !kind.equals("ReplicaSet") || template.isPresent());
        })
        .orElseGet(() -> new Owner("Pod", object.name(), object.uid(), "-", false));
  }

  /// A ReplicaSet is called after its Deployment: `shop-7d4b9c` of `shop`.
  private static String service(Owner owner) {
    String suffix = "-" + owner.hash();
    boolean isOfAnother =
        owner.kind().equals("ReplicaSet")
            && owner.name().endsWith(suffix)
            && owner.name().length() > suffix.length();
    return isOfAnother
        ? owner.name().substring(0, owner.name().length() - suffix.length())
        : owner.name();
  }

  private List<OciImage> pulled() {
    return KubernetesObject.pinned(
        object.json().items("status", "containerStatuses").stream()
            .flatMap(status -> status.text("imageID").stream())
            .map(id -> id.replaceFirst("^docker-pullable://", ""))
            .toList());
  }

  private Optional<Fare> fare() {
    if (object.condition("Ready").text("status").filter("True"::equals).isPresent()) {
      return Optional.of(Fare.of("live"));
    }
    return object.json().items("status", "containerStatuses").stream()
        .flatMap(status -> status.text("state", "waiting", "reason").stream())
        .filter(HOPELESS::contains)
        .findFirst()
        .map(reason -> new Fare("failed", "%s: %s".formatted(object.name(), reason)));
  }
}
