// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

/// The error codes of the specification that this registry uses, with the status that clients
/// expect beside them.
enum ErrorCode {
  BLOB_UNKNOWN(404),
  BLOB_UPLOAD_INVALID(416),
  BLOB_UPLOAD_UNKNOWN(404),
  DENIED(403),
  DIGEST_INVALID(400),
  MANIFEST_BLOB_UNKNOWN(400),
  MANIFEST_INVALID(400),
  MANIFEST_UNKNOWN(404),
  NAME_INVALID(400),
  NAME_UNKNOWN(404),
  RANGE_INVALID(416),
  SIZE_INVALID(400),
  TAG_INVALID(400),
  TOO_LARGE(413),
  TOOMANYREQUESTS(429),
  UNAUTHORIZED(401),
  UNSUPPORTED(405),
  QUERY_INVALID(400),
  INTERNAL(500),
  DISK_FULL(507);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /// As it is written. The specification has no code for the last ones; clients show the message.
  String text() {
    return switch (this) {
      case TOO_LARGE -> "SIZE_INVALID";
      case QUERY_INVALID -> "UNSUPPORTED";
      case INTERNAL, DISK_FULL -> "UNKNOWN";
      case BLOB_UNKNOWN,
          BLOB_UPLOAD_INVALID,
          BLOB_UPLOAD_UNKNOWN,
          DENIED,
          DIGEST_INVALID,
          MANIFEST_BLOB_UNKNOWN,
          MANIFEST_INVALID,
          MANIFEST_UNKNOWN,
          NAME_INVALID,
          NAME_UNKNOWN,
          RANGE_INVALID,
          SIZE_INVALID,
          TAG_INVALID,
          TOOMANYREQUESTS,
          UNAUTHORIZED,
          UNSUPPORTED ->
          name();
    };
  }
}
