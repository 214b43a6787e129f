/// What happened, to what: events, the canonical names of the things they are about, and what an
/// event says of the graph.
///
/// A CDEvent in a CloudEvents envelope
///
/// ```
/// {"specversion":"1.0","id":"7","source":"https://ci.example","type":"dev.cdevents.build.finished.0.3.0",
///  "data":{"context":{…},"subject":{"id":"b-7","content":{"artifactId":"pkg:oci/shop@sha256:9f86…"}},
///          "customData":{"commit":"4f2c…"}}}
/// ```
///
/// is read as
///
/// ```
/// Subject    run  run:https://ci.example/b-7             status passed
/// Subject    artifact  digest:sha256:9f86…, pkg:oci/shop@sha256:9f86…
/// Subject    commit    commit:4f2c…
/// Derivation commit:4f2c… → run:https://ci.example/b-7   runs        declared, same-commit
/// Derivation run:https://ci.example/b-7 → digest:…       built-from  declared, same-digest
/// ```
///
/// It knows no tool but CDEvents (`adapters` knows the others), asks nobody whether an event may be
/// believed (`adapters.Scope`), and joins nothing (`journeys`).
@NullMarked
package dev.cairn.events;

import org.jspecify.annotations.NullMarked;
