// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// A step of one plan. It means nothing in another plan, and is refused there.
record Handle(Planning planning, String id) {
  Json.Members json() {
    if (planning != Planning.current("use of a step")) {
      throw new IllegalStateException(
          "use of step %s: it belongs to another plan (expected: a step of this plan). Keep steps out of fields; call the task again."
              .formatted(id));
    }
    return Json.object().with("step", id);
  }
}
