// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A gate task: pure, and judges the artifact of its event. The artifact is held until the verdict
/// is that it passed.
///
/// ```java
/// @Gate Verdict scan(ArtifactPublished image, Advisories advisories) {
///   return image.artifact().findings(advisories).allowBelow(HIGH);
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gate {}
