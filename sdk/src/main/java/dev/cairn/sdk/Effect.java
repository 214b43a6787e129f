// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A task that changes the world: once per subject. What it changes comes last, after the method
/// has returned and all its steps have passed.
///
/// ```java
/// @Effect(lane = "production", newestWins = true)
/// void promote(ArtifactReleased image) {
///   PRODUCTION.desire("shop", image.artifact());
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Effect {
  /// Effects of one lane go one at a time. Empty: no lane.
  String lane() default "";

  /// Of those that wait in the lane only the newest goes, by the order of the changes on their
  /// branch, not of arrival.
  boolean newestWins() default false;

  /// Whether its commands with network may be tried again when their end is not known. Built-in
  /// effects (`push`, `desire`) always may.
  boolean repeatable() default false;
}
