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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One Application as a deployment: of what was synced last, to where, and how it fares.
///
/// Three traps. `status.sync.revision` is what the branch holds now, not what runs: the deployment
/// is of `operationState.syncResult.revision`. `status.summary.images` lists what all pods run, the
/// old ones too while they are being replaced: it counts once the sync has succeeded and is
/// healthy. `status.history` is the past and joins nothing.
record ArgoSync(Json application, String address) {
  static final String TOOL = "argocd";

  Interpretation read() {
    Set<String> revisions = synced();
    if (revisions.isEmpty()) {
      return new Interpretation.Ignored("app %s: nothing has been synced yet".formatted(name()));
    }
    String environment = environment();
    Identity node =
        Identity.run("argocd/" + environment + "/" + uid() + "/" + String.join("+", revisions));
    Fare fare = fare();
    Optional<Instant> finished = time("status", "operationState", "finishedAt");
    var says = new ArrayList<Statement>();
    says.add(
        Node.of(NodeKind.DEPLOYMENT, node)
            .in(Identity.environment(environment))
            .in(Identity.service(environment, name()))
            .with("title", name() + " in " + environment)
            .with("stage", "environment:" + environment)
            .with("environment", environment)
            .with("service", name())
            .with("tool", TOOL)
            .with("url", url())
            .fares(fare)
            .with("fact.sync", application.text("status", "sync", "status"))
            .with("fact.health", application.text("status", "health", "status"))
            .at("started", time("status", "operationState", "startedAt"))
            .at("finished", isLiveOrFailed(fare) ? finished : Optional.empty())
            .statement());
    for (String revision : revisions) {
      Identity.ofCommit(revision).ifPresent(commit -> says.addAll(syncedAt(commit, node)));
    }
    for (OciImage image : running()) {
      says.add(Node.of(NodeKind.ARTIFACT).named(image.identities()).statement());
      says.add(
          Edge.from(image.digest())
              .to(node, EdgeKind.DEPLOYED_BY)
              .declared("same-digest", "the application runs the image by its digest"));
    }
    return Interpretation.of(
        new CdEvent(id(revisions), type(fare), latest(), name())
            .content(
                Json.fields()
                    .with("environment", Json.fields().with("id", environment))
                    .with(
                        "artifactId",
                        running().stream()
                            .flatMap(image -> image.identities().stream())
                            .filter(identity -> identity.kind().equals("pkg"))
                            .map(Identity::value)
                            .findFirst()))
            .customData(
                Json.fields()
                    .with("environment", environment)
                    .with("service", name())
                    .with("digest", running().stream().map(one -> one.digest().name()).findFirst())
                    .with("name", running().stream().map(OciImage::name).findFirst())
                    .with("url", Optional.of(url()).filter(text -> !text.isEmpty()))
                    .with("configCommit", revisions.stream().findFirst())
                    .with("revisions", Json.texts(revisions))
                    .with("phase", phase())
                    .with("sync", application.text("status", "sync", "status"))
                    .with("health", health()))
            .says(says));
  }

  private static boolean isLiveOrFailed(Fare fare) {
    return List.of("live", "failed", "drifted").contains(fare.status());
  }

  private static List<Statement> syncedAt(Identity commit, Identity node) {
    return List.of(
        Node.bare(NodeKind.CONFIG_COMMIT, commit),
        Edge.from(commit)
            .to(node, EdgeKind.DEPLOYED_BY)
            .declared("gitops-revision", "the application was synced at this revision"));
  }

  private String name() {
    return application.text("metadata", "name").orElse("application");
  }

  private String uid() {
    return application
        .text("metadata", "uid")
        .orElseGet(() -> application.text("metadata", "namespace").orElse("argocd") + "/" + name());
  }

  private String environment() {
    Json labels = application.at("metadata", "labels");
    return labels
        .text("environment")
        .or(() -> labels.text("env"))
        .or(() -> application.text("spec", "destination", "namespace"))
        .or(() -> application.text("spec", "destination", "name"))
        .orElse("default");
  }

  private String url() {
    String namespace = application.text("metadata", "namespace").orElse("argocd");
    return address.startsWith("http")
        ? "%s/applications/%s/%s".formatted(address.replaceFirst("/+$", ""), namespace, name())
        : "";
  }

  /// What the last operation synced; without one, what the application is said to be in sync with.
  private Set<String> synced() {
    Json operation = application.at("status", "operationState");
    Set<String> revisions = revisions(operation.at("syncResult"));
    if (revisions.isEmpty()) {
      revisions = revisions(operation.at("operation", "sync"));
    }
    boolean isSynced =
        application.text("status", "sync", "status").filter("Synced"::equals).isPresent();
    return revisions.isEmpty() && isSynced
        ? revisions(application.at("status", "sync"))
        : revisions;
  }

  private static Set<String> revisions(Json json) {
    Collection<String> several =
        json.items("revisions").stream().flatMap(item -> item.text().stream()).toList();
    return several.isEmpty()
        ? new LinkedHashSet<>(json.text("revision").stream().toList())
        : new LinkedHashSet<>(several);
  }

  private String phase() {
    return application.text("status", "operationState", "phase").orElse("");
  }

  private String health() {
    return application.text("status", "health", "status").orElse("");
  }

  private boolean isInSync() {
    return application.text("status", "sync", "status").filter("Synced"::equals).isPresent();
  }

  private List<OciImage> running() {
    boolean isSettled =
        isInSync()
            && health().equals("Healthy")
            && (phase().isEmpty() || phase().equals("Succeeded"));
    return isSettled
        ? application.items("status", "summary", "images").stream()
            .flatMap(item -> item.text().stream())
            .flatMap(text -> OciImage.parse(text).stream())
            .distinct()
            .toList()
        : List.of();
  }

  private Fare fare() {
    String message =
        application
            .text("status", "operationState", "message")
            .flatMap(text -> text.lines().findFirst())
            .orElse("the sync failed");
    return switch (phase()) {
      case "Running", "Terminating" -> Fare.of("running");
      case "Failed", "Error" -> new Fare("failed", message);
      default -> faresByHealth();
    };
  }

  private Fare faresByHealth() {
    String why =
        application
            .text("status", "health", "message")
            .flatMap(text -> text.lines().findFirst())
            .orElse("Argo CD calls it " + health().toLowerCase(Locale.ROOT));
    return switch (health()) {
      case "Healthy" ->
          isDrifted() ? new Fare("drifted", "differs from its revision") : Fare.of("live");
      case "Progressing" -> Fare.of("running");
      case "Suspended" -> new Fare("waiting", why);
      case "Degraded", "Missing" -> new Fare("failed", why);
      default -> new Fare("unknown", "Argo CD does not know its health");
    };
  }

  /// Out of sync with the very revision that was synced, not merely behind the branch.
  private boolean isDrifted() {
    return application.text("status", "sync", "status").filter("OutOfSync"::equals).isPresent()
        && revisions(application.at("status", "sync")).equals(synced());
  }

  private String type(Fare fare) {
    return switch (fare.status()) {
      case "live" -> "dev.cdevents.service.deployed.0.3.0";
      case "running", "waiting" -> "dev.cdeventsx.argocd-sync.started.0.1.0";
      case "drifted" -> "dev.cdeventsx.argocd-sync.drifted.0.1.0";
      default -> "dev.cdeventsx.argocd-sync.failed.0.1.0";
    };
  }

  /// Doubles of a notification are one event; the health after a sync is another than during it.
  /// The environment is part of it, so nobody uses up the id of another environment's.
  private EventId id(Set<String> revisions) {
    String finished =
        application
            .text("status", "operationState", "finishedAt")
            .or(() -> application.text("status", "operationState", "startedAt"))
            .orElse("-");
    String since =
        application
            .text("status", "health", "lastTransitionTime")
            .or(() -> application.text("status", "reconciledAt"))
            .orElse("-");
    String sync = application.text("status", "sync", "status").orElse("-");
    String source = address.isEmpty() ? "argocd" : address.replaceFirst("/+$", "");
    return new EventId(
        source,
        String.join(
            "/",
            environment(),
            uid(),
            String.join("+", revisions),
            phase().isEmpty() ? "-" : phase(),
            finished,
            sync,
            health().isEmpty() ? "-" : health(),
            since));
  }

  private Instant latest() {
    Optional<Instant> changed = time("status", "health", "lastTransitionTime");
    return Stream.of(
            changed.isPresent() ? changed : time("status", "reconciledAt"),
            time("status", "operationState", "finishedAt"),
            time("status", "operationState", "startedAt"))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private Optional<Instant> time(String... path) {
    return application.text(path).flatMap(CloudEvent::instant);
  }
}
