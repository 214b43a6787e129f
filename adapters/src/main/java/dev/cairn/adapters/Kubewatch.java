// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.adapters.Node.Fare;
import dev.cairn.events.CdEvent;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One CloudEvent of kubewatch, which tells of each change of an object in a Kubernetes cluster:
///
/// ```
/// {"specversion":"1.0","type":"KUBERNETES_TOPOLOGY_CHANGE","source":"https://github.com/aantn/kubewatch","id":"1763732000-17",
///  "data":{"operation":"update","kind":"Deployment","obj":{…the object as it is now…},"oldObj":{…}}}
/// ```
///
/// Workloads ([KubernetesWorkload]) and pods ([KubernetesPod]) become deployments of the digests
/// that they name. Of one rollout either the workload speaks or its pods do, never both: the
/// workload where it names its images by digest, else its pods, which know what their tags were. So
/// one rollout is one deployment, in any order of arrival, with nothing remembered.
///
/// `oldObj` is the past and joins nothing. The event's own id, a start time and a counter, is that
/// of any two watchers that were started in one second, so ids are made of what the object says.
record Kubewatch(CloudEvent envelope) {
  private static final String TOOL = "kubewatch";
  private static final String TYPE = "KUBERNETES_TOPOLOGY_CHANGE";

  /// What an object says of a rollout.
  ///
  /// @param of the object that says it
  /// @param node the rollout's identity
  /// @param since the object's own time of this state
  /// @param finished when it was all there, or had failed
  record Rollout(
      KubernetesObject of,
      String service,
      Identity node,
      Fare fare,
      List<OciImage> images,
      Optional<Instant> since,
      Optional<Instant> finished) {
    Rollout {
      images = List.copyOf(images);
    }
  }

  /// A rollout, or why the object says nothing of one.
  sealed interface Reading {
    record Told(Rollout rollout) implements Reading {}

    record Nothing(String why) implements Reading {}
  }

  static boolean isOne(CloudEvent envelope) {
    return envelope.type().equals(TYPE);
  }

  Interpretation read() {
    Json data = envelope.data();
    var object = new KubernetesObject(kind(data), data.at("obj"));
    if (!(data.at("obj") instanceof Json.Fields)) {
      return new Interpretation.Ignored(
          "%s: no object in it (expected: data.obj)".formatted(object.kind()));
    }
    boolean isGone = data.text("operation").filter("delete"::equals).isPresent();
    Reading reading =
        switch (object.kind().toLowerCase(Locale.ROOT)) {
          case "deployment", "statefulset", "daemonset" ->
              new KubernetesWorkload(object, isGone).read();
          case "pod" -> new KubernetesPod(object, isGone).read();
          default ->
              new Reading.Nothing(
                  "%s: no rollout is made of this kind (expected: Deployment, StatefulSet, DaemonSet or Pod)"
                      .formatted(object.title()));
        };
    return switch (reading) {
      case Reading.Told(var rollout) -> told(rollout, isGone);
      case Reading.Nothing(var why) -> new Interpretation.Ignored(why);
    };
  }

  /// Typed objects have lost their own kind on the way, so kubewatch writes it beside them.
  private static String kind(Json data) {
    return data.text("kind").or(() -> data.text("obj", "kind")).orElse("object");
  }

  private Interpretation told(Rollout rollout, boolean isGone) {
    String environment = rollout.of().environment();
    // What was deleted was last changed before that.
    Optional<Instant> time =
        isGone ? envelope.time().or(rollout::since) : rollout.since().or(envelope::time);
    var says = new ArrayList<Statement>();
    says.add(
        Node.of(NodeKind.DEPLOYMENT, rollout.node())
            .in(Identity.environment(environment))
            .in(Identity.service(environment, rollout.service()))
            .with("title", rollout.service() + " in " + environment)
            .with("stage", "environment:" + environment)
            .with("environment", environment)
            .with("service", rollout.service())
            .with("tool", TOOL)
            .fares(rollout.fare())
            .with("fact.object", rollout.of().title())
            .with("fact.namespace", rollout.of().namespace())
            .with("fact.generation", rollout.of().metadata().word("generation"))
            .at("finished", rollout.finished())
            .statement());
    for (OciImage image : rollout.images()) {
      says.add(Node.of(NodeKind.ARTIFACT).named(image.identities()).statement());
      says.add(
          Edge.from(image.digest())
              .to(rollout.node(), EdgeKind.DEPLOYED_BY)
              .declared("same-digest", "the cluster runs the image by its digest"));
    }
    return Interpretation.of(
        new CdEvent(
                id(rollout, time),
                type(rollout.fare()),
                time.orElse(Instant.EPOCH),
                rollout.service())
            .content(
                Json.fields()
                    .with("environment", Json.fields().with("id", environment))
                    .with("artifactId", purl(rollout.images())))
            .customData(
                Json.fields()
                    .with("environment", environment)
                    .with("service", rollout.service())
                    .with("digest", rollout.images().getFirst().digest().name())
                    .with("name", rollout.images().getFirst().name())
                    .with("object", rollout.of().title())
                    .with("namespace", rollout.of().namespace()))
            .says(says));
  }

  private static Optional<String> purl(List<OciImage> images) {
    return images.stream()
        .flatMap(image -> image.identities().stream())
        .filter(identity -> identity.kind().equals("pkg"))
        .map(Identity::value)
        .findFirst();
  }

  private static String type(Fare fare) {
    return switch (fare.status()) {
      case "live" -> "dev.cdevents.service.deployed.0.3.0";
      case "superseded" -> "dev.cdevents.service.removed.0.3.0";
      case "failed" -> "dev.cdeventsx.kubernetes-rollout.failed.0.1.0";
      default -> "dev.cdeventsx.kubernetes-rollout.started.0.1.0";
    };
  }

  /// One state of one object, whoever saw it and however often; without a time of its own, what
  /// kubewatch counted. A cluster's clock has seconds only, and the ids of two events of one second
  /// decide which of them counts: the state that is further on comes last.
  private EventId id(Rollout rollout, Optional<Instant> time) {
    String state =
        switch (rollout.fare().status()) {
          case "superseded" -> "4-deleted";
          case "live" -> "3-live";
          case "failed" -> "2-failed";
          default -> "1-" + rollout.fare().status();
        };
    String when =
        state.startsWith("4")
            ? "-"
            : rollout.since().isPresent() ? time.map(Instant::toString).orElse("-") : envelope.id();
    return new EventId(
        envelope.source(),
        String.join("/", rollout.node().name(), rollout.of().name(), when, state));
  }
}
