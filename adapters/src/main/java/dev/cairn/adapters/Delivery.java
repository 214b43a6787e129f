// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came in for an adapter to read: the tool that it was sent for, headers with their names in
/// lower case, and the body as it came.
///
/// ```
/// github   {content-type=application/json, x-github-event=push, …}   {"ref":"refs/heads/main",…}
/// ```
///
/// Two deliveries are never compared; nobody writes into the body.
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(String tool, SortedMap<String, String> headers, byte[] body) {
  public Delivery {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /// A header that is there and not empty.
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).filter(value -> !value.isEmpty());
  }
}
