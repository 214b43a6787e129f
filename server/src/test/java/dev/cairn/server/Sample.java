// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Events and deliveries to send.
final class Sample {
  static final String COMMIT = "4f2c".repeat(10);
  static final String DIGEST = "sha256:" + "9b1c".repeat(16);

  private Sample() {}

  /// Cairn runs the service shop in production itself.
  static Configuration localShop(Path data) {
    return new Configuration(
        "127.0.0.1",
        0,
        data,
        List.of(),
        List.of(
            new Configuration.Environment(
                "production",
                "local",
                "config",
                "production",
                List.of(new Configuration.Service("shop", 9000, "/health")))),
        Optional.empty(),
        new TreeMap<>());
  }

  /// A structured CloudEvent that holds a CDEvent.
  static String event(String id, String type, String subject, String content) {
    return """
    {"specversion":"1.0","id":"%1$s","source":"https://ci.example/acme","type":"%2$s","time":"2026-11-21T14:03:12Z",
     "datacontenttype":"application/json","data":{
      "context":{"specversion":"0.5.1","id":"%1$s","source":"https://ci.example/acme","type":"%2$s","timestamp":"2026-11-21T14:03:12Z"},
      "subject":{"id":"%3$s","content":%4$s}}}
    """
        .formatted(id, type, subject, content);
  }

  /// A build of a commit that ends.
  static String build(String id, String run, String commit) {
    return event(
        id,
        "dev.cdevents.pipelinerun.finished.0.3.0",
        run,
        "{\"pipelineName\":\"build\",\"outcome\":\"success\",\"commit\":\"%s\"}".formatted(commit));
  }

  /// An artifact that was made of a commit.
  static String artifact(String id, String digest, String commit) {
    return event(
        id,
        "dev.cdevents.artifact.packaged.0.3.0",
        "pkg:oci/checkout@" + digest.replace(":", "%3A"),
        "{\"change\":{\"id\":\"%s\",\"source\":\"https://git.example/acme/checkout\"}}"
            .formatted(commit));
  }

  /// GitHub's push of one commit.
  static String push(String repository, String commit) {
    return """
    {"ref":"refs/heads/main","before":"%3$s","after":"%2$s","created":false,"deleted":false,"forced":false,
     "repository":{"id":1,"name":"shop","full_name":"%1$s","html_url":"https://github.com/%1$s",
      "clone_url":"https://github.com/%1$s.git","default_branch":"main"},
     "pusher":{"name":"ada"},"sender":{"login":"ada"},
     "commits":[{"id":"%2$s","message":"Retry the payment","timestamp":"2026-11-21T14:00:00Z",
       "author":{"name":"Ada","username":"ada"},"added":[],"removed":[],"modified":["Pay.java"]}],
     "head_commit":{"id":"%2$s","message":"Retry the payment","timestamp":"2026-11-21T14:00:00Z",
       "author":{"name":"Ada","username":"ada"}}}
    """
        .formatted(repository, commit, "1".repeat(40));
  }

  /// GitHub's signature of a body.
  static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
