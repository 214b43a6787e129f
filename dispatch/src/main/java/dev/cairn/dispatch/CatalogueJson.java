// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Catalogue.Change;
import tools.jackson.databind.node.ObjectNode;

/// Changes of the catalogue as JSON, one a row of its log:
///
/// ```json
/// {"change":"configured","name":"shop","team":"shop","repository":"/git/shop.git","branch":"main","folder":"cairn"}
/// {"change":"head","name":"shop","commit":"4f2c…","key":"81b2…"}
/// {"change":"loaded","name":"shop","key":"81b2…","table":{…}}
/// ```
public final class CatalogueJson {
  private CatalogueJson() {}

  public static String json(Change change) {
    var node = JsonNodes.object();
    switch (change) {
      case Change.Configured(var bundle) ->
          put(node, "configured", bundle.name())
              .put("team", bundle.team())
              .put("repository", bundle.repository())
              .put("branch", bundle.branch())
              .put("folder", bundle.folder());
      case Change.Dropped(var name) -> put(node, "dropped", name);
      case Change.HeadMoved(var name, var commit, var key) ->
          put(node, "head", name).put("commit", commit).put("key", key);
      case Change.HeadWithout(var name, var commit) ->
          put(node, "without", name).put("commit", commit);
      case Change.Wanted(var name, var commit, var key) ->
          put(node, "wanted", name).put("commit", commit).put("key", key);
      case Change.Loaded(var name, var key, var table) ->
          put(node, "loaded", name).put("key", key).set("table", TableJson.json(table));
      case Change.Refused(var name, var key, var reason, var at) ->
          put(node, "refused", name).put("key", key).put("reason", reason).put("at", at);
    }
    return node.toString();
  }

  private static ObjectNode put(ObjectNode node, String change, String name) {
    return node.put("change", change).put("name", name);
  }

  public static Change change(String json) {
    var node = JsonNodes.object(json);
    var name = JsonNodes.text(node, "name");
    var commit = JsonNodes.text(node, "commit");
    var key = JsonNodes.text(node, "key");
    return switch (JsonNodes.text(node, "change")) {
      case "configured" ->
          new Change.Configured(
              new Bundle(
                  name,
                  JsonNodes.text(node, "team"),
                  JsonNodes.text(node, "repository"),
                  JsonNodes.text(node, "branch"),
                  JsonNodes.text(node, "folder")));
      case "dropped" -> new Change.Dropped(name);
      case "head" -> new Change.HeadMoved(name, commit, key);
      case "without" -> new Change.HeadWithout(name, commit);
      case "wanted" -> new Change.Wanted(name, commit, key);
      case "loaded" -> new Change.Loaded(name, key, TableJson.table(node.path("table")));
      case "refused" ->
          new Change.Refused(name, key, JsonNodes.text(node, "reason"), JsonNodes.text(node, "at"));
      default ->
          throw new IllegalArgumentException(
              "catalogue: change: \"%s\" (expected: one that this version knows)"
                  .formatted(JsonNodes.text(node, "change")));
    };
  }
}
