// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Statement.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/// Statements as JSON: `customData.says` of Cairn's own events, and what a store may keep.
///
/// ```
/// [{"subject":"run","identities":["run:cairn/r-12"],"places":[],"attributes":{"status":"passed"}},
///  {"from":"commit:4f2c…","to":"run:cairn/r-12","kind":"runs","strength":"declared",
///   "rule":"same-commit","value":"4f2c…","text":"the run was leased at this commit"}]
/// ```
public final class StatementJson {
  private StatementJson() {}

  public static Json json(List<Statement> statements) {
    return new Json.Items(statements.stream().map(StatementJson::one).toList());
  }

  /// @throws IllegalArgumentException with the place and what was expected there
  public static List<Statement> read(Json json) {
    if (!(json instanceof Json.Items(var items))) {
      throw new IllegalArgumentException("says: not an array (expected: an array of statements)");
    }
    var statements = new ArrayList<Statement>();
    for (int i = 0; i < items.size(); i++) {
      try {
        statements.add(statement(items.get(i)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("says[%d]: %s".formatted(i, e.getMessage()), e);
      }
    }
    return List.copyOf(statements);
  }

  private static Json one(Statement statement) {
    return switch (statement) {
      case Subject(var kind, var identities, var places, var attributes) -> {
        var values = Json.fields();
        for (var entry : attributes.entrySet()) {
          values = values.with(entry.getKey(), entry.getValue());
        }
        yield Json.fields()
            .with("subject", kind.word())
            .with("identities", texts(identities))
            .with("places", texts(new TreeSet<>(places)))
            .with("attributes", values);
      }
      case Derivation(var from, var to, var kind, var evidence) ->
          Json.fields()
              .with("from", from.value())
              .with("to", to.value())
              .with("kind", kind.word())
              .with("strength", evidence.strength().word())
              .with("rule", evidence.rule())
              .with("value", evidence.value())
              .with("text", evidence.text());
    };
  }

  private static Json texts(Iterable<Identity> identities) {
    var texts = new ArrayList<String>();
    identities.forEach(identity -> texts.add(identity.value()));
    return Json.texts(texts);
  }

  private static Statement statement(Json json) {
    if (json.text("subject").isPresent()) {
      var attributes = new TreeMap<String, String>();
      json.members("attributes")
          .forEach((name, value) -> value.word().ifPresent(text -> attributes.put(name, text)));
      return new Subject(
          word(NodeKind.class, json, "subject"),
          new TreeSet<>(identities(json.items("identities"))),
          new TreeSet<>(identities(json.items("places"))),
          attributes);
    }
    return new Derivation(
        new Identity(needed(json, "from")),
        new Identity(needed(json, "to")),
        word(EdgeKind.class, json, "kind"),
        new Evidence(
            word(Strength.class, json, "strength"),
            needed(json, "rule"),
            json.text("value").orElse(""),
            json.text("text").orElse("")));
  }

  private static List<Identity> identities(List<Json> texts) {
    return texts.stream().map(text -> new Identity(text.text().orElse(""))).toList();
  }

  private static String needed(Json json, String name) {
    return json.text(name)
        .orElseThrow(
            () -> new IllegalArgumentException("%s: absent (expected: a string)".formatted(name)));
  }

  private static <E extends Enum<E>> E word(Class<E> type, Json json, String name) {
    String word = needed(json, name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s: \"%s\" (expected: a word of %s)".formatted(name, word, type.getSimpleName()));
  }
}
