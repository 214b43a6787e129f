// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

/// How a CDEvent's subject hangs together with what the event mentions. As a rule the subject
/// derives from what it mentions; where a field says otherwise (`build.finished.artifactId` was
/// made by the build, a commit belongs to its change) the edge goes forward, from the subject.
record CdEventEdge(EdgeKind kind, boolean forward) {

  static CdEventEdge between(
      NodeKind subject, CdEventMentions.Found found, CdEventContext context) {
    boolean isOutput =
        context.type().subject().equals("build")
            && context.type().predicate().equals("finished")
            && found.key().equals("artifactId");
    if (isOutput) {
      return new CdEventEdge(EdgeKind.BUILT_FROM, true);
    }
    return switch (found.kind()) {
      case TICKET, INCIDENT -> new CdEventEdge(EdgeKind.REPORTED_BY, true);
      case COMMIT, CONFIG_COMMIT -> ofCommit(subject, found, context);
      case CHANGE ->
          subject == NodeKind.COMMIT
              ? new CdEventEdge(EdgeKind.MERGED_AS, false)
              : new CdEventEdge(into(subject), false);
      case ARTIFACT -> ofArtifact(subject);
      case TEST ->
          new CdEventEdge(subject == NodeKind.TEST ? EdgeKind.PART_OF : into(subject), false);
      case RUN, DEPLOYMENT, VERDICT, GATE, FINDING, APPROVAL, PUBLICATION ->
          subject == NodeKind.CHANGE || subject == NodeKind.COMMIT
              ? new CdEventEdge(EdgeKind.RUNS, true)
              : new CdEventEdge(into(subject), false);
    };
  }

  /// The kind of an edge that ends at a subject of that kind.
  static EdgeKind into(NodeKind subject) {
    return switch (subject) {
      case RUN -> EdgeKind.RUNS;
      case TEST -> EdgeKind.TESTED_BY;
      case ARTIFACT, PUBLICATION -> EdgeKind.BUILT_FROM;
      case DEPLOYMENT -> EdgeKind.DEPLOYED_BY;
      case VERDICT, FINDING -> EdgeKind.SCANNED_BY;
      case APPROVAL -> EdgeKind.APPROVED_BY;
      case INCIDENT, TICKET, GATE -> EdgeKind.REPORTED_BY;
      case CHANGE, COMMIT, CONFIG_COMMIT -> EdgeKind.PART_OF;
    };
  }

  private static CdEventEdge ofCommit(
      NodeKind subject, CdEventMentions.Found found, CdEventContext context) {
    return switch (subject) {
      case CHANGE ->
          new CdEventEdge(
              context.type().predicate().equals("merged") && !found.key().equals("head_sha")
                  ? EdgeKind.MERGED_AS
                  : EdgeKind.PART_OF,
              true);
      case COMMIT, CONFIG_COMMIT ->
          found.key().equals("commits")
              ? new CdEventEdge(EdgeKind.PUSHED_WITH, true)
              : new CdEventEdge(EdgeKind.PARENT, false);
      case RUN, ARTIFACT, DEPLOYMENT, TEST, VERDICT, GATE -> new CdEventEdge(into(subject), false);
      case FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION ->
          new CdEventEdge(into(subject), false);
    };
  }

  private static CdEventEdge ofArtifact(NodeKind subject) {
    return switch (subject) {
      // Whether it went in or came out is not said: a link, which never carries.
      case ARTIFACT, CHANGE -> new CdEventEdge(EdgeKind.INGREDIENT, false);
      case COMMIT, CONFIG_COMMIT -> new CdEventEdge(EdgeKind.NAMES, false);
      case RUN, DEPLOYMENT, TEST, VERDICT, GATE, FINDING -> new CdEventEdge(into(subject), false);
      case APPROVAL, INCIDENT, TICKET, PUBLICATION -> new CdEventEdge(into(subject), false);
    };
  }
}
