// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.util.Optional;

/**
 * One row of the table.
 *
 * @param name what was measured
 * @param unit of both samples
 * @param cairn Cairn's
 * @param peer what it stands beside, measured in the same rounds
 * @param goal what it should reach
 */
record Figure(String name, String unit, Samples cairn, Optional<Peer> peer, Goal goal) {
  record Peer(String name, Samples samples) {}

  /** What a figure is held against. */
  sealed interface Goal {
    /** The median is at most this. */
    record AtMost(double value) implements Goal {}

    /** The median is at most so many times the peer's. */
    record TimesPeer(double factor) implements Goal {}

    /** No goal is set: it is only told. */
    record None() implements Goal {}
  }

  static Figure of(String name, String unit, Samples cairn, Goal goal) {
    return new Figure(name, unit, cairn, Optional.empty(), goal);
  }

  Figure beside(String what, Samples samples) {
    return new Figure(name, unit, cairn, Optional.of(new Peer(what, samples)), goal);
  }

  Optional<Double> ratio() {
    return peer.map(it -> cairn.median() / it.samples().median());
  }

  String ratioWords() {
    return ratio().map(it -> Samples.number(it) + " × (of the least: " + Samples.number(cairn.min() / peer.orElseThrow().samples().min()) + " ×)").orElse("–");
  }

  String goalWords() {
    return switch (goal) {
      case Goal.AtMost(double value) -> "≤ " + plain(value) + " " + unit;
      case Goal.TimesPeer(double factor) -> "≤ " + plain(factor) + " ×";
      case Goal.None() -> "–";
    };
  }

  String verdict() {
    return switch (goal) {
      case Goal.AtMost(double value) -> verdict(cairn.median() <= value, cairn.min() <= value);
      case Goal.TimesPeer(double factor) ->
          verdict(ratio().orElse(Double.MAX_VALUE) <= factor, peer.isPresent() && cairn.min() <= factor * peer.get().samples().min());
      case Goal.None() -> "–";
    };
  }

  /** The median decides; on a busy machine the least says what the program itself takes. */
  private static String verdict(boolean median, boolean least) {
    return median ? "met" : least ? "MISSED (its least meets it)" : "MISSED";
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
