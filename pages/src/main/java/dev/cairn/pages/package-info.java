/// A journey drawn: page, picture, terminal; and the other pages.
///
/// Everything comes from one card model ([dev.cairn.pages.Cards]), in one canonical order (stage,
/// depth, identity) that never depends on arrival. For a change that is held at its gate:
///
/// ```
/// change    n-pr    thing  passed  "#412 merged"   3f9c1e2 on main
/// build     n-ship  doing  passed  "ship"          48 s
/// artifact  n-img   thing  passed  "shop@9b1c42"
/// checks    n-scan  doing  failed  "scan"          1 critical finding
/// gate      n-gate  gate   held    "release"       rows: scan ✗
/// wires     n-pr → n-ship → n-img → n-scan → n-gate (row 0)
/// ```
///
/// The map of the tasks ([dev.cairn.pages.TaskMap]) is made of the same cards and drawn by the same
/// hand, but of types and deliveries instead of a journey's nodes.
///
/// Of a node's facts, these are shown on its card: `detail`, `tests`, `findings`, `reused`,
/// `platforms`, `size`, `tag`, `message`; `runs`, `replicas`, `repairs` in an environment's rows;
/// `branch` and `repository` of a change; `since` and `journey` steer what is said; all others
/// stand in the dock.
///
/// It reads no clock, no database and no network: what is shown comes in as records, and the time
/// as an argument.
@NullMarked
package dev.cairn.pages;

import org.jspecify.annotations.NullMarked;
