// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Narrows the trigger that it stands on, by a CEL expression over the fields of that event;
/// environments, artifacts and platforms are their names.
///
/// ```java
/// @Effect ArtifactPublished ship(@When("branch == 'main'") ChangeMerged change) { … }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface When {
  /// The expression: `suite == 'smoke' && outcome == 'FAIL'`.
  String value();
}
