// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.dispatch.TaskTable.Task;
import dev.cairn.dispatch.Trigger.Field;
import dev.cairn.events.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The bundles of the demo: shop builds, security judges, platform rolls out.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String C1 = "1".repeat(40);
  static final String C2 = "2".repeat(40);
  static final String C3 = "3".repeat(40);
  static final String D1 = "sha256:" + "a".repeat(64);
  static final String D2 = "sha256:" + "b".repeat(64);
  static final String ADVISORIES = "sha256:" + "e".repeat(64);

  static final Bundle SHOP = new Bundle("shop", "shop", "/git/shop.git", "main", "cairn");
  static final Bundle SECURITY =
      new Bundle("security", "security", "/git/security.git", "main", "cairn");
  static final Bundle PLATFORM =
      new Bundle("platform", "platform", "/git/platform.git", "main", "cairn");

  static final TaskTable DELIVERY =
      TaskTable.parse(
          """
          {"bundle":"Delivery","tasks":[
           {"name":"test","kind":"task","at":"Delivery.java:18","doc":"Unit tests.","class":"Delivery","parameters":[],"returns":"Report","calls":[]},
           {"name":"ship","kind":"effect","at":"Delivery.java:26","doc":"What happens when a change is on main.","class":"Delivery",
            "parameters":[{"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],"returns":"ArtifactPublished","calls":["test"]},
           {"name":"check","kind":"task","at":"Delivery.java:31","doc":"","class":"Delivery",
            "parameters":[{"name":"change","type":"ChangeProposed"}],"returns":"Report","calls":[]}]}
          """);
  static final TaskTable JUDGE =
      TaskTable.parse(
          """
          {"bundle":"Security","tasks":[
           {"name":"scan","kind":"gate","at":"Security.java:9","doc":"","class":"Security",
            "parameters":[{"name":"image","type":"ArtifactPublished","when":"artifact != 'scratch'"},{"name":"advisories","type":"Advisories"}],"returns":"Verdict","calls":[]},
           {"name":"rescan","kind":"task","at":"Security.java:14","doc":"","class":"Security",
            "parameters":[{"name":"live","type":"Live"},{"name":"advisories","type":"Advisories"}],"returns":"Verdict","calls":[]}]}
          """);
  static final TaskTable ROLLOUT =
      TaskTable.parse(
          """
          {"bundle":"Rollout","tasks":[
           {"name":"promote","kind":"effect","at":"Rollout.java:12","doc":"","class":"Rollout",
            "parameters":[{"name":"image","type":"ArtifactReleased"}],"returns":"void","lane":"production","newestWins":true,"calls":[]},
           {"name":"smoke","kind":"probe","at":"Rollout.java:18","doc":"","class":"Rollout",
            "parameters":[{"name":"service","type":"ServiceUpgraded","when":"environment == 'production'"}],"returns":"TestSuiteFinished","calls":[]},
           {"name":"announce","kind":"effect","at":"Rollout.java:30","doc":"","class":"Rollout",
            "parameters":[{"name":"image","type":"ArtifactReleased"},{"name":"tests","type":"TestSuiteFinished","when":"outcome == 'PASS'"}],"returns":"void","calls":[]}]}
          """);

  private Samples() {}

  static Wanted wanted(String task) {
    return new Wanted(
        new RunKey("shop", task, "commit:" + C1, ""),
        new Bundle.Version(SHOP, C1, "k1"),
        new Wanted.Work.Call(DELIVERY.task(task).orElseThrow()),
        List.of(merged(C1, "main")),
        Optional.empty(),
        Optional.of(C1));
  }

  static Catalogue loaded() {
    return Catalogue.EMPTY
        .after(new Catalogue.Change.Configured(SHOP))
        .after(new Catalogue.Change.Configured(SECURITY))
        .after(new Catalogue.Change.Configured(PLATFORM))
        .after(new Catalogue.Change.HeadMoved("shop", C1, "k1"))
        .after(new Catalogue.Change.Loaded("shop", "k1", DELIVERY))
        .after(new Catalogue.Change.HeadMoved("security", C2, "k2"))
        .after(new Catalogue.Change.Loaded("security", "k2", JUDGE))
        .after(new Catalogue.Change.HeadMoved("platform", C3, "k3"))
        .after(new Catalogue.Change.Loaded("platform", "k3", ROLLOUT));
  }

  static Trigger merged(String commit, String branch) {
    return merged(SHOP, commit, branch);
  }

  static Trigger merged(Bundle bundle, String commit, String branch) {
    return trigger(
        Trigger.Type.CHANGE_MERGED,
        Map.of(
            "repository", new Field.Text(bundle.repository()),
            "branch", new Field.Text(branch),
            "commit", new Field.Text(commit)),
        "commit:" + commit,
        Optional.of(commit));
  }

  static Trigger published(String digest) {
    return trigger(
        Trigger.Type.ARTIFACT_PUBLISHED,
        Map.of("artifact", new Field.Artifact("shop", digest)),
        digest,
        Optional.of(C1));
  }

  static Trigger released(String digest, String commit) {
    return trigger(
        Trigger.Type.ARTIFACT_RELEASED,
        Map.of("artifact", new Field.Artifact("shop", digest)),
        digest,
        Optional.of(commit));
  }

  static Trigger upgraded(String environment, String digest) {
    return trigger(
        Trigger.Type.SERVICE_UPGRADED,
        Map.of(
            "environment", new Field.Text(environment),
            "service", new Field.Text("shop"),
            "artifact", new Field.Artifact("shop", digest)),
        environment + "/shop/" + digest,
        Optional.empty());
  }

  static Trigger live(String digest) {
    return trigger(
        Trigger.Type.LIVE,
        Map.of(
            "environment", new Field.Text("production"),
            "service", new Field.Text("shop"),
            "artifact", new Field.Artifact("shop", digest)),
        "production/shop/" + digest,
        Optional.empty());
  }

  static Trigger tested(String digest, String outcome) {
    return trigger(
        Trigger.Type.TEST_SUITE_FINISHED,
        Map.of(
            "suite", new Field.Text("acceptance"),
            "outcome", new Field.Text(outcome),
            "artifact", new Field.Artifact("shop", digest)),
        "test:" + outcome,
        Optional.empty());
  }

  private static Trigger trigger(
      Trigger.Type type, Map<String, Field> fields, String subject, Optional<String> change) {
    var artifact =
        fields.get("artifact") instanceof Field.Artifact(var _, var digest)
            ? Optional.of(digest)
            : Optional.<String>empty();
    var all = new TreeMap<>(fields);
    type.fields().forEach(field -> all.putIfAbsent(field, new Field.None()));
    return new Trigger(
        type,
        all,
        subject,
        type.isChange() ? "" : change.orElse(""),
        artifact,
        change,
        new EventId(Dispatch.OWN, type.word() + "/" + subject),
        NOON);
  }

  /// Run 12, which a worker has.
  static Run leased(Bundle bundle, TaskTable table, String name, Trigger trigger) {
    Task task = table.task(name).orElseThrow();
    var wanted =
        new Wanted(
            new RunKey(bundle.name(), name, trigger.subject(), ""),
            new Bundle.Version(bundle, C1, "k1"),
            new Wanted.Work.Call(task),
            List.of(trigger),
            Optional.empty(),
            trigger.change());
    return Run.queued(12, wanted, NOON).leased("w-1", NOON).orElseThrow();
  }

  static Run ended(Run run, Move move, String reason) {
    var answer = run.completed(1, new Run.Result(move, reason, ""), NOON.plusSeconds(9));
    return ((Run.Answer.Kept) answer).run();
  }
}
