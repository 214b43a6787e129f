// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.List;
import java.util.regex.Pattern;

/// What a reason says of fixes: it is what can be done, so the second sentence says it.
///
/// ```
/// the scan found 1 critical, CVE-… in libxml2 2.9.14, fixed in 2.9.15   →   2.9.15
/// ```
final class Fix {
  private static final Pattern FIXED =
      Pattern.compile(", fixed in ([^\\s,;]*[^\\s,;.])(?=[\\s,;.]|$)");

  private Fix() {}

  /// Of several findings only the first is told: `2 critical, first CVE-… in libxml2 2.9.14`.
  static boolean isOfTheFirst(String reason) {
    return reason.contains(", first ");
  }

  static List<String> in(String reason) {
    return FIXED.matcher(reason).results().map(found -> found.group(1)).toList();
  }

  static String without(String reason) {
    return FIXED.matcher(reason).replaceAll("");
  }
}
