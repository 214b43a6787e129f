// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// What can be seen from outside of what runs and of what was pushed.
record Sight(Cairn cairn, int shopPort) {
  JsonNode service() throws IOException, InterruptedException {
    for (JsonNode environment : cairn.get("/api/environments").path("environments")) {
      for (JsonNode service : environment.path("services")) {
        if (environment.path("name").asString().equals("production")
            && service.path("name").asString().equals("shop")) {
          return service;
        }
      }
    }
    throw new DemoException("GET /api/environments: no service shop in production");
  }

  String live() throws IOException, InterruptedException {
    return service().path("actual").path("digest").asString();
  }

  String page() throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shopPort + "/"))
                  .timeout(Duration.ofSeconds(2))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  long uploaded(Graph graph) throws IOException, InterruptedException {
    for (JsonNode node : graph.nodes("run")) {
      if (node.path("facts").has("uploaded")) {
        return node.path("facts").path("uploaded").asLong();
      }
    }
    return -1;
  }

  int repairs(Graph graph) throws IOException, InterruptedException {
    for (JsonNode node : graph.nodes("deployment")) {
      if (node.path("facts").has("repairs")) {
        return node.path("facts").path("repairs").asInt();
      }
    }
    return 0;
  }

  int platforms(String digest) throws IOException, InterruptedException {
    return cairn.get("/v2/shop/manifests/" + digest).path("manifests").size();
  }
}
