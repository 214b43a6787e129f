// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Statement.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// In-toto statements (rule (d) of CONTRACT.md), as data or inside `content` or `customData`: an
/// artifact was built from the commit that its provenance names first; all other materials, base
/// images among them, are ingredients, which never carry.
///
/// ```
/// {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"shop","digest":{"sha256":"9f86…"}}],
///  "predicate":{"buildDefinition":{"resolvedDependencies":[
///    {"uri":"git+https://github.com/acme/shop","digest":{"gitCommit":"4f2c…"}},
///    {"uri":"pkg:docker/eclipse-temurin@25","digest":{"sha256":"77aa…"}}]}}}
/// ```
final class Provenance {
  private static final int DEEPEST = 6;

  private Provenance() {}

  static List<Statement> read(Json data) {
    var says = new ArrayList<Statement>();
    find(data, 0, says);
    return says;
  }

  private static void find(Json json, int depth, List<Statement> says) {
    if (json.text("_type").filter(type -> type.startsWith("https://in-toto.io/")).isPresent()) {
      statement(json, says);
    } else if (depth < DEEPEST) {
      switch (json) {
        case Json.Fields(var members) ->
            members.values().forEach(member -> find(member, depth + 1, says));
        case Json.Items(var items) -> items.forEach(item -> find(item, depth + 1, says));
        case Json.Text _, Json.Numeral _, Json.Truth _, Json.Nothing _ -> {}
      }
    }
  }

  private static void statement(Json json, List<Statement> says) {
    List<Identity> artifacts = new ArrayList<>();
    for (Json subject : json.items("subject")) {
      subject
          .text("digest", "sha256")
          .flatMap(hex -> Identity.ofDigest("sha256:" + hex))
          .ifPresent(artifacts::add);
    }
    List<Json> materials = new ArrayList<>(json.items("predicate", "materials"));
    materials.addAll(json.items("predicate", "buildDefinition", "resolvedDependencies"));
    Optional<Identity> source =
        commit(json.at("predicate", "invocation", "configSource"))
            .or(() -> materials.stream().flatMap(m -> commit(m).stream()).findFirst());
    for (Identity artifact : artifacts) {
      says.add(bare(NodeKind.ARTIFACT, artifact));
      source.ifPresent(commit -> from(commit, artifact, EdgeKind.BUILT_FROM, says));
      for (Json material : materials) {
        commit(material)
            .or(() -> image(material))
            .filter(identity -> source.stream().noneMatch(identity::equals))
            .filter(identity -> !artifacts.contains(identity))
            .ifPresent(identity -> from(identity, artifact, EdgeKind.INGREDIENT, says));
      }
    }
  }

  private static void from(Identity cause, Identity artifact, EdgeKind kind, List<Statement> says) {
    NodeKind causeKind = cause.kind().equals("commit") ? NodeKind.COMMIT : NodeKind.ARTIFACT;
    says.add(bare(causeKind, cause));
    says.add(
        new Derivation(
            cause,
            artifact,
            kind,
            new Evidence(
                Strength.DECLARED,
                "provenance",
                cause.name(),
                "the artifact's provenance names it as a material")));
  }

  private static Statement bare(NodeKind kind, Identity identity) {
    TreeSet<Identity> identities = new TreeSet<>(Set.of(identity));
    return new Subject(kind, identities, Set.of(), new TreeMap<>());
  }

  private static Optional<Identity> commit(Json material) {
    return material
        .text("digest", "gitCommit")
        .or(() -> material.text("digest", "sha1"))
        .flatMap(Identity::ofCommit)
        .or(() ->
            material
                .text("uri")
                .map(Mention::of)
                .filter(names -> !names.isEmpty() && names.first().kind().equals("commit"))
                .map(names -> names.iterator().next()));
  }

  private static Optional<Identity> image(Json material) {
    return material.text("digest", "sha256").flatMap(hex -> Identity.ofDigest("sha256:" + hex));
  }
}
