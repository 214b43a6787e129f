// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.server.Configuration.Environment;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What others might say of what is Cairn's: a configuration that runs `shop` in `production`, and
/// bodies that speak of it.
final class Claims {
  private Claims() {}

  static Configuration configured(
      Path data, List<Repository> repositories, Map<String, Hook> hooks) {
    List<Service> shop = List.of(new Service("shop", 18080, "/"));
    return new Configuration(
        "127.0.0.1",
        0,
        data,
        repositories,
        List.of(
            new Environment("production", "local", "config", "production", shop),
            new Environment("elsewhere", "observed", "config", "elsewhere", shop)),
        Optional.empty(),
        new TreeMap<>(hooks));
  }

  /// An Application of Argo CD that is synced, healthy, and runs the image.
  static String argo(String service, String environment, String digest) {
    return """
    {"app":{"metadata":{"name":"%1$s","namespace":"argocd","uid":"u-%1$s","labels":{"environment":"%2$s"}},
      "status":{"sync":{"status":"Synced","revision":"%4$s"},"health":{"status":"Healthy"},
       "operationState":{"phase":"Succeeded","startedAt":"2026-11-21T14:05:00Z","finishedAt":"2026-11-21T14:06:00Z",
        "syncResult":{"revision":"%4$s"}},
       "summary":{"images":["registry.example/acme/shop@%3$s"]},"reconciledAt":"2026-11-21T14:06:01Z"}}}
    """
        .formatted(service, environment, digest, "c0f1".repeat(10));
  }

  /// A container package of GitHub that says it was built from a commit.
  static String packaged(String repository, String image, String digest, String commit) {
    return """
    {"action":"published","repository":{"name":"x","full_name":"%1$s","html_url":"https://github.com/%1$s"},
     "sender":{"login":"eve"},
     "registry_package":{"id":1,"name":"x","namespace":"y","package_type":"CONTAINER","created_at":"2026-11-21T14:04:00Z",
      "package_version":{"id":2,"version":"%3$s","created_at":"2026-11-21T14:04:00Z",
       "container_metadata":{"tag":{"name":"2","digest":"%3$s"},"labels":{"revision":"%4$s"}},
       "package_url":"%2$s:2"}}}
    """
        .formatted(repository, image, digest, commit);
  }
}
