// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/// How bad something is: the worst of all vectors that are given, since a gate must not choose the
/// kindest.
///
/// @param score `9.8`, or empty where there is no vector
record Severity(Level level, String score) implements Comparable<Severity> {
  /// The qualitative scale of CVSS. What nobody has rated is not known to be harmless: it ranks
  /// above all.
  enum Level {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    UNKNOWN
  }

  /// @param id of the advisory, for the message
  static Severity of(String id, List<String> vectors, String rating) throws IOException {
    BigDecimal worst = BigDecimal.valueOf(-1);
    for (String vector : vectors) {
      worst = worst.max(score(id, vector));
    }
    if (worst.signum() >= 0) {
      return new Severity(level(worst), worst.toPlainString());
    }
    return new Severity(level(rating), "");
  }

  private static BigDecimal score(String id, String vector) throws IOException {
    try {
      double score = Cvss.fromVector(vector).calculateScore().getBaseScore();
      return BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_UP);
    } catch (MalformedVectorException e) {
      throw new IOException(
          "rate %s: vector \"%s\" (expected: CVSS 2, 3 or 4): %s"
              .formatted(id, vector, e.getMessage()),
          e);
    }
  }

  private static Level level(BigDecimal score) {
    if (score.compareTo(BigDecimal.valueOf(9)) >= 0) {
      return Level.CRITICAL;
    } else if (score.compareTo(BigDecimal.valueOf(7)) >= 0) {
      return Level.HIGH;
    } else if (score.compareTo(BigDecimal.valueOf(4)) >= 0) {
      return Level.MEDIUM;
    }
    return Level.LOW;
  }

  private static Level level(String rating) {
    return switch (rating) {
      case "LOW", "UNIMPORTANT", "NEGLIGIBLE" -> Level.LOW;
      case "MODERATE", "MEDIUM" -> Level.MEDIUM;
      case "HIGH" -> Level.HIGH;
      case "CRITICAL" -> Level.CRITICAL;
      default -> Level.UNKNOWN;
    };
  }

  @Override
  public int compareTo(Severity other) {
    int byLevel = level.compareTo(other.level);
    return byLevel != 0
        ? byLevel
        : new BigDecimal("0" + score).compareTo(new BigDecimal("0" + other.score));
  }
}
