// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A pure task: what it gives depends on its inputs only, so it is kept for ever, repeated at will
/// and run anywhere. No network, no effects.
///
/// ```java
/// @Task Tree classes() {
///   return JDK.run("javac", "-d", "/out").in("/src", MAIN).files("/src/**/*.java").out("/out");
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Task {}
