// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

/// What makes a run one and the same, however often its event comes: a task has one run per
/// subject.
///
/// ```
/// shop/ship@commit:4f2c…        security/scan@sha256:9f86…#sha256:11aa…
/// ```
///
/// @param input what else decides the result: the advisories, the version of a gate's rules, the
///   occasion of an effect; empty where there is nothing
public record RunKey(String bundle, String task, String subject, String input) {
  public String value() {
    return bundle + "/" + task + "@" + subject + (input.isEmpty() ? "" : "#" + input);
  }
}
