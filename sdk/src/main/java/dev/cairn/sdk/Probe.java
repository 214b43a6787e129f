// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A task that looks at the world: never kept, may be repeated, may use the network; it changes
/// nothing.
///
/// ```java
/// @Probe TestSuiteFinished smoke(@When("environment == 'production'") ServiceUpgraded service) { … }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Probe {}
