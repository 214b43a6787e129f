// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What GitHub, a CNCF Distribution registry and Argo CD would send of one change of another
/// service, signed as they sign, out of order and some of it twice. None of them passes anything on
/// to another.
final class Webhooks {
  static final String CHANGE = "https://github.example/acme/checkout/pull/87";
  static final String MERGE = hex('c', "41d07a");
  private static final Map<String, String> VALUES =
      Map.of(
          "head", hex('a', "11d8f2"),
          "base", hex('b', "90aa31"),
          "merge", MERGE,
          "testmerge", hex('e', "5e5e5e"),
          "tree", hex('7', "123456"),
          "config", hex('d', "0d72fc"),
          "oldconfig", hex('f', "a91be0"),
          "digest", "sha256:" + "e07f51".repeat(10) + "e07f",
          "layer", "sha256:" + "1a".repeat(32));

  private final Cairn cairn;
  private final String secret;

  Webhooks(Cairn cairn, String secret) {
    this.cairn = cairn;
    this.secret = secret;
  }

  record Sent(String what, int status) {}

  /// Sends them all.
  List<Sent> send() throws IOException, InterruptedException {
    return List.of(
        argo(),
        distribution(),
        github("workflow_run", "workflow-run.json", "b1f7d0a0-0003-11f0-9d3e-000000000003"),
        github("push", "push.json", "b1f7d0a0-0002-11f0-9d3e-000000000002"),
        github("pull_request", "pull-request-closed.json", "b1f7d0a0-0004-11f0-9d3e-000000000004"),
        github("push", "push.json", "b1f7d0a0-0002-11f0-9d3e-000000000002"),
        github("pull_request", "pull-request-opened.json", "b1f7d0a0-0001-11f0-9d3e-000000000001"),
        argo());
  }

  /// The same push with a wrong signature.
  int forged() throws IOException, InterruptedException {
    return cairn
        .post(
            "/hooks/github",
            body("push.json"),
            Map.of(
                "Content-Type", "application/json",
                "X-GitHub-Event", "push",
                "X-GitHub-Delivery", "b1f7d0a0-0009-11f0-9d3e-000000000009",
                "X-Hub-Signature-256", "sha256=" + "00".repeat(32)))
        .statusCode();
  }

  /// Well signed with the secret of one repository, about what is another's: its image as an own
  /// package, that package under the other's name, and a run on the other's commit.
  List<HttpResponse<String>> overreach(String digest, String commit)
      throws IOException, InterruptedException {
    String own = body("package.json").replace("${shop}", digest);
    String run = body("workflow-run.json").replace(MERGE, commit);
    return List.of(
        signed("registry_package", own, "b1f7d0a0-0010-11f0-9d3e-000000000010"),
        signed("registry_package", ofTheShop(own), "b1f7d0a0-0011-11f0-9d3e-000000000011"),
        signed("workflow_run", ofTheShop(run), "b1f7d0a0-0012-11f0-9d3e-000000000012"));
  }

  private static String ofTheShop(String body) {
    return body.replace("acme/checkout", "acme/shop");
  }

  private Sent github(String event, String resource, String delivery)
      throws IOException, InterruptedException {
    return new Sent("GitHub " + event, signed(event, body(resource), delivery).statusCode());
  }

  private HttpResponse<String> signed(String event, String body, String delivery)
      throws IOException, InterruptedException {
    return cairn.post(
        "/hooks/github",
        body,
        Map.of(
            "Content-Type",
            "application/json",
            "User-Agent",
            "GitHub-Hookshot/3ad4ad1",
            "X-GitHub-Event",
            event,
            "X-GitHub-Delivery",
            delivery,
            "X-Hub-Signature-256",
            "sha256=" + hmac(body)));
  }

  private Sent distribution() throws IOException, InterruptedException {
    int status =
        cairn
            .post(
                "/hooks/distribution",
                body("distribution.json"),
                Map.of(
                    "Content-Type",
                    "application/vnd.docker.distribution.events.v2+json",
                    "Authorization",
                    "Bearer " + secret))
            .statusCode();
    return new Sent("registry push", status);
  }

  private Sent argo() throws IOException, InterruptedException {
    int status =
        cairn
            .post(
                "/hooks/argocd",
                body("argocd.json"),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + secret))
            .statusCode();
    return new Sent("Argo CD sync", status);
  }

  private static String body(String resource) throws IOException {
    String text = Scratch.text("webhooks/" + resource);
    for (Map.Entry<String, String> value : new TreeMap<>(VALUES).entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private String hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256 (javax.crypto.Mac)", e);
    }
  }

  /// A commit id that a reader recognises by its first digits.
  private static String hex(char fill, String start) {
    return start + String.valueOf(fill).repeat(40 - start.length());
  }
}
