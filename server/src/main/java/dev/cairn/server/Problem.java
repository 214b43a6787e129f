// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A request can't be answered as it was meant; sent as `application/problem+json` (RFC 9457):
///
/// ```json
/// {"type":"/docs/problems#unauthorized","title":"Unauthorized","status":401,"detail":"POST /hooks/github: …"}
/// ```
final class Problem extends RuntimeException {
  private final int status;
  private final List<Fault> faults;
  private final Map<String, String> headers;

  /// One of several faults of a batch.
  record Fault(int index, String detail) {}

  private Problem(
      int status,
      String detail,
      List<Fault> faults,
      Map<String, String> headers,
      @Nullable Exception cause) {
    super(detail, cause, false, false);
    this.status = status;
    this.faults = List.copyOf(faults);
    this.headers = Map.copyOf(headers);
  }

  static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of(), Map.of(), null);
  }

  /// @param detail may be empty, as some exceptions' messages are
  static Problem of(int status, @Nullable String detail, Exception cause) {
    return new Problem(
        status, detail == null ? cause.toString() : detail, List.of(), Map.of(), cause);
  }

  static Problem badRequest(String detail, List<Fault> faults) {
    return new Problem(400, detail, faults, Map.of(), null);
  }

  /// @param challenge how to say who one is (RFC 9110, 11.6.1)
  static Problem unauthorized(String detail, String challenge) {
    return new Problem(401, detail, List.of(), Map.of("WWW-Authenticate", challenge), null);
  }

  static Problem notFound(String method, String path) {
    return of(
        404,
        "%s %s: there is nothing here (expected: a method and a path that docs/api.md or docs/registry.md names)"
            .formatted(method, path));
  }

  /// The path is there, but not for this method.
  ///
  /// @param methods those that it is there for (RFC 9110, 15.5.6)
  static Problem notAllowed(String method, String path, List<String> methods) {
    String allowed = String.join(", ", methods);
    return new Problem(
        405,
        "%s %s: not for this method (expected: %s)".formatted(method, path, allowed),
        List.of(),
        Map.of("Allow", allowed),
        null);
  }

  int status() {
    return status;
  }

  /// What the answer says beside its body: `WWW-Authenticate` of a 401, `Allow` of a 405.
  Map<String, String> headers() {
    return headers;
  }

  String json() {
    ObjectNode node = Json.object();
    node.put("type", "/docs/problems#" + status);
    node.put("title", title(status));
    node.put("status", status);
    node.put("detail", getMessage());
    if (!faults.isEmpty()) {
      var array = node.putArray("errors");
      for (Fault fault : faults) {
        array.addObject().put("index", fault.index()).put("detail", fault.detail());
      }
    }
    return Json.text(node);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Internal Server Error";
    };
  }
}
