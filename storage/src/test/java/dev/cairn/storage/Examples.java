// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.RunKey;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Trigger;
import dev.cairn.dispatch.Wanted;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A shop that is built, judged and rolled out.
final class Examples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String C1 = "1".repeat(40);
  static final String C2 = "2".repeat(40);
  static final String D1 = "sha256:" + "a".repeat(64);
  static final String D2 = "sha256:" + "b".repeat(64);
  static final String D3 = "sha256:" + "c".repeat(64);
  static final Bundle SHOP = new Bundle("shop", "shop", "/git/shop.git", "main", "cairn");
  static final TaskTable DELIVERY =
      TaskTable.parse(
          """
          {"bundle":"Delivery","tasks":[
           {"name":"ship","kind":"effect","at":"Delivery.java:26","class":"Delivery",
            "parameters":[{"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],"returns":"ArtifactPublished"},
           {"name":"promote","kind":"effect","at":"Delivery.java:30","class":"Delivery","lane":"production","newestWins":true,
            "parameters":[{"name":"image","type":"ArtifactReleased"}],"returns":"void"}]}
          """);

  private Examples() {}

  static Event event(String id) {
    return new Event(
        new EventId("https://ci.example", id),
        "dev.cdevents.build.finished.0.3.0",
        NOON,
        "{\"id\":\"" + id + "\"}",
        List.of());
  }

  static Wanted wanted(String task, String subject) {
    return new Wanted(
        new RunKey("shop", task, subject, ""),
        new Bundle.Version(SHOP, C1, "k1"),
        new Wanted.Work.Call(DELIVERY.task(task).orElseThrow()),
        List.of(merged(C1)),
        Optional.empty(),
        Optional.of(C1));
  }

  static Trigger merged(String commit) {
    return trigger(
        Trigger.Type.CHANGE_MERGED,
        "{\"branch\":\"main\",\"commit\":\"%s\",\"repository\":\"/git/shop.git\"}"
            .formatted(commit),
        "commit:" + commit,
        Optional.empty(),
        Optional.of(commit));
  }

  static Trigger published(String repository, String digest) {
    return trigger(
        Trigger.Type.ARTIFACT_PUBLISHED,
        "{\"artifact\":{\"name\":\"shop\",\"digest\":\"%s\"},\"repository\":\"%s\"}"
            .formatted(digest, repository),
        digest,
        Optional.of(digest),
        Optional.empty());
  }

  private static Trigger trigger(
      Trigger.Type type,
      String fields,
      String subject,
      Optional<String> artifact,
      Optional<String> change) {
    var read =
        Trigger.parse(
            """
            {"type":"%s","fields":%s,"subject":"%s","occasion":"","source":"cairn","id":"%s","time":"%s"}
            """
                .formatted(type.word(), fields, subject, type.word() + subject, NOON));
    return new Trigger(
        type, new TreeMap<>(read.fields()), subject, "", artifact, change, read.event(), NOON);
  }
}
