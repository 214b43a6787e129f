// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What somebody sent, before it has been understood: the request's headers and body as they came.
///
/// @param tool whose rules read it: `github`, `distribution`, `events`, `git`, `cairn`, …
/// @param source who sent it, by the name of the secret or token that let it in, or an address
/// @param received when, by this machine's clock
/// @param headers in the order of the request, repeated ones too; secrets already taken out
/// @param body exactly the bytes that came
public record Delivery(
    String tool, String source, Instant received, List<Header> headers, Body body) {
  /// One header of a request, its name as the sender wrote it.
  public record Header(String name, String value) {}

  public Delivery {
    headers = List.copyOf(headers);
  }

  /// The first header of this name, whatever its case.
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
