// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/// An estimate of electric energy, in watt-hours. Nothing is measured by a meter: most machines let
/// nobody read one. It is what Cloud Carbon Footprint calculates of time on cores and of memory:
///
/// ```
/// Wh = (min W × core hours reserved + (max W − min W) × core hours busy + W/GB × GB hours) × PUE
/// ```
///
/// One core is reserved for a step as long as its commands run, and more where they keep more busy.
/// Memory counts with its greatest amount all that time. Disks, networks and the making of the
/// machine are left out. The coefficients are those for servers in
/// `cloud-carbon-footprint/cloud-carbon-footprint`,
/// `packages/azure/src/domain/AzureFootprintEstimationConstants.ts`.
///
/// @param low with the least of the processors there, and no data centre around them
/// @param middle with their average
/// @param high with the greatest of them
public record Energy(double low, double middle, double high) {
  static final Energy NOTHING = new Energy(0, 0, 0);

  private static final Coefficients LEAST = new Coefficients(0.45, 1.69, 1);
  private static final Coefficients AVERAGE = new Coefficients(0.74, 3.54, 1.185);
  private static final Coefficients GREATEST = new Coefficients(3.04, 8.58, 1.185);
  private static final double WATTS_A_GIGABYTE = 0.392;
  private static final double MILLIS_AN_HOUR = 3_600_000;
  private static final double LEAST_WATT_HOURS = 0.1;
  private static final MathContext TWO_DIGITS = new MathContext(2);

  /// @param idle watts of a core that does nothing
  /// @param busy watts of a core that is never idle
  /// @param pue all that a data centre takes, for each watt of its machines (power usage
  ///   effectiveness)
  private record Coefficients(double idle, double busy, double pue) {}

  /// For what a step cost.
  static Energy of(Cost cost) {
    Duration reserved = cost.cpu().compareTo(cost.took()) > 0 ? cost.cpu() : cost.took();
    return of(reserved, cost.cpu(), cost.memoryBytes() / 1e9 * hours(cost.took()));
  }

  static Energy of(Duration reserved, Duration busy, double gigabyteHours) {
    return new Energy(
        wattHours(LEAST, hours(reserved), hours(busy), gigabyteHours),
        wattHours(AVERAGE, hours(reserved), hours(busy), gigabyteHours),
        wattHours(GREATEST, hours(reserved), hours(busy), gigabyteHours));
  }

  private static double wattHours(Coefficients of, double reserved, double busy, double gigabytes) {
    double cores = of.idle * reserved + (of.busy - of.idle) * busy;
    return (cores + WATTS_A_GIGABYTE * gigabytes) * of.pue;
  }

  private static double hours(Duration duration) {
    return duration.toMillis() / MILLIS_AN_HOUR;
  }

  Energy plus(Energy other) {
    return new Energy(low + other.low, middle + other.middle, high + other.high);
  }

  /// `8.3 mWh (3.7 to 20)`, with two digits that count.
  String words() {
    boolean isLittle = middle < LEAST_WATT_HOURS;
    double unit = isLittle ? 1e-3 : 1;
    return "%s %s (%s to %s)"
        .formatted(
            twoDigits(middle / unit),
            isLittle ? "mWh" : "Wh",
            twoDigits(low / unit),
            twoDigits(high / unit));
  }

  /// `0.083`, `8.3`, `83`, `830`.
  static String twoDigits(double number) {
    return BigDecimal.valueOf(number).round(TWO_DIGITS).toPlainString();
  }
}
