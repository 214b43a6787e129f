// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackageVersionTest {
  /// Oldest first, as `dpkg --compare-versions` has it.
  private static final List<String> ORDER =
      List.of(
          "0~~",
          "0~~a",
          "0~",
          "0",
          "0+b1",
          "0.0.9",
          "0.9",
          "0.10",
          "1.0~beta1~svn1245",
          "1.0~beta1",
          "1.0",
          "1.0-1",
          "1.0-1+b1",
          "1.0-1+deb12u1",
          "1.0-1.1",
          "1.0-2",
          "1.0-10",
          "1.0a",
          "1.0+a",
          "1.0.1",
          "7.88.1-10",
          "7.88.1-10+deb12u15",
          "17.0.21.1+2-1~deb12u1",
          "17.0.21.1+2-1",
          "1:0.1",
          "2:0");

  @Test
  void versionsSortAsDpkgSortsThem() {
    var shuffled = new ArrayList<>(ORDER.stream().map(PackageVersion::new).toList());
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);
    assertThat(shuffled).extracting(PackageVersion::text).containsExactlyElementsOf(ORDER);
  }

  @Test
  void leadingZerosDoNotCount() {
    assertThat(new PackageVersion("1.001-01")).isEqualByComparingTo(new PackageVersion("1.1-1"));
    assertThat(new PackageVersion("0:1.0")).isEqualByComparingTo(new PackageVersion("1.0"));
  }

  @Test
  void relationsAreDebians() {
    var version = new PackageVersion("2.36-9+deb12u14");
    assertThat(version.satisfies(">=", "2.34")).isTrue();
    assertThat(version.satisfies("<<", "2.37")).isTrue();
    assertThat(version.satisfies("=", "2.36-9")).isFalse();
    assertThat(version.satisfies(">>", "2.36-9+deb12u14")).isFalse();
    assertThat(version.satisfies("<=", "2.36-9+deb12u14")).isTrue();
  }

  @Test
  void anUnknownRelationIsRefused() {
    assertThatThrownBy(() -> new PackageVersion("1").satisfies("~", "1"))
        .hasMessage("relation of a dependency: \"~\" (expected: <<, <=, =, >= or >>)");
  }
}
