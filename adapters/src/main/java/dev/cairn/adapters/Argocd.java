// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import java.util.List;
import java.util.Optional;

/// Argo CD's notifications, by this template or any other that holds an Application at the top or
/// under `app`:
///
/// ```
/// webhook: cairn: {method: POST, headers Authorization: Bearer $cairn-secret,
///   body: '{"app": {{toJson .app}}, "argocdUrl": "{{.context.argocdUrl}}"}'}
///
/// {"app":{"metadata":{"name":"shop","uid":"…"},"spec":{"destination":{"namespace":"production"}},
///   "status":{"sync":{"status":"Synced","revision":"c0f1…"},"health":{"status":"Healthy"},
///     "operationState":{"phase":"Succeeded","finishedAt":"…","syncResult":{"revision":"c0f1…"}},
///     "summary":{"images":["registry.example/acme/shop@sha256:9f86…"]}}}}
/// ```
public final class Argocd implements Adapter {
  @Override
  public String tool() {
    return ArgoSync.TOOL;
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Secrets.authorization(delivery, secrets);
  }

  @Override
  public Interpretation read(Delivery delivery) {
    Json body;
    try {
      body = Json.read(delivery.body());
    } catch (MalformedJson e) {
      return new Interpretation.Failed(e.why() + ". Does the template render JSON? Use toJson.");
    }
    Json application = body.at("app") instanceof Json.Fields fields ? fields : body;
    if (application.text("metadata", "name").isEmpty()
        || !(application.at("status") instanceof Json.Fields)) {
      return new Interpretation.Failed(
          "app: no Application (expected: metadata.name and status at the top or under app). Use"
              + " the template {\"app\": {{toJson .app}}}.");
    }
    String address = body.text("argocdUrl").or(() -> body.text("context", "argocdUrl")).orElse("");
    return new ArgoSync(application, address).read();
  }
}
