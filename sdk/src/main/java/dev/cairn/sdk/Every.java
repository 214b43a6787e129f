// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs the task by the clock: `@Every("5m")`, or `@Every(cron = "0 3 * * *", zone =
/// "Europe/Berlin")`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Every {
  /// A distance: `30s`, `5m`, `2h`, `1d`. Empty where there is a `cron`.
  String value() default "";

  /// Five fields: minute, hour, day of month, month, day of week. Empty where there is a value.
  String cron() default "";

  /// The time zone that the `cron` is read in.
  String zone() default "UTC";
}
