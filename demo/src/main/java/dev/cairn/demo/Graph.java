// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the graph of a journey as the API gives it.
record Graph(JsonNode json) {
  /// The nodes of a kind.
  List<JsonNode> nodes(String kind) {
    var nodes = new ArrayList<JsonNode>();
    for (JsonNode node : json.path("nodes")) {
      if (node.path("kind").asString().equals(kind)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /// Whether a node of this kind has this status.
  boolean has(String kind, String status) {
    return nodes(kind).stream().anyMatch(it -> it.path("status").asString().equals(status));
  }

  /// Whether a node of this kind, whose title holds this text, has this status.
  boolean has(String kind, String title, String status) {
    return nodes(kind).stream()
        .anyMatch(it ->
            it.path("status").asString().equals(status)
                && it.path("title").asString().contains(title));
  }

  /// The digest of the first artifact.
  Optional<String> digest() {
    for (JsonNode node : nodes("artifact")) {
      for (JsonNode identity : node.path("identities")) {
        if (identity.asString().startsWith("digest:")) {
          return Optional.of(identity.asString().substring("digest:".length()));
        }
      }
    }
    return Optional.empty();
  }

  /// Whether every node that has happened hangs together with the root.
  boolean connected() {
    Set<String> reached = new HashSet<>();
    var next = new ArrayDeque<>(List.of(json.path("root").asString()));
    while (!next.isEmpty()) {
      String node = next.poll();
      if (reached.add(node)) {
        for (JsonNode edge : json.path("edges")) {
          if (edge.path("from").asString().equals(node)) {
            next.add(edge.path("to").asString());
          }
          if (edge.path("to").asString().equals(node)) {
            next.add(edge.path("from").asString());
          }
        }
      }
    }
    for (JsonNode node : json.path("nodes")) {
      if (!node.path("status").asString().equals("expected")
          && !reached.contains(node.path("id").asString())) {
        return false;
      }
    }
    return !json.path("nodes").isEmpty();
  }

  /// Whether the node is a platform of an image that has a node of its own.
  boolean isPart(JsonNode node) {
    for (JsonNode edge : json.path("edges")) {
      if (edge.path("kind").asString().equals("contains")
          && edge.path("to").asString().equals(node.path("id").asString())) {
        return true;
      }
    }
    return false;
  }

  /// Whether every edge says what it rests on.
  boolean evident() {
    for (JsonNode edge : json.path("edges")) {
      if (edge.path("evidence").isEmpty()) {
        return false;
      }
    }
    return !json.path("edges").isEmpty();
  }

  String status() {
    return json.path("status").asString();
  }

  String sentence() {
    return json.path("summary").path("text").asString();
  }
}
