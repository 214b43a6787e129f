// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// Where something stands: the innermost method on the stack that is a task.
///
/// @param kind `task`, `gate`, `probe` or `effect`
/// @param task the method's name
/// @param at `Delivery.java:15`
record Place(String kind, String task, String at) {
  boolean pure() {
    return kind.equals("task") || kind.equals("gate");
  }

  Json.Members onto(Json.Members line) {
    return line.with("kind", kind).with("task", task).with("at", at);
  }
}
