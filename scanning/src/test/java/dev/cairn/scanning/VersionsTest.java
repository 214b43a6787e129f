// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionsTest {
  /// `i0 f1.2 i2 f2.1 l3 m4`: introduced, fixed, last affected, limit.
  private static Advisory.Range range(String events) {
    List<Advisory.Event> list = new ArrayList<>();
    for (String event : events.split(" ", -1)) {
      Advisory.What what =
          switch (event.charAt(0)) {
            case 'i' -> Advisory.What.INTRODUCED;
            case 'f' -> Advisory.What.FIXED;
            case 'l' -> Advisory.What.LAST_AFFECTED;
            default -> Advisory.What.LIMIT;
          };
      list.add(new Advisory.Event(what, event.substring(1)));
    }
    return new Advisory.Range(Advisory.Kind.ECOSYSTEM, list);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Maven     | 1.0        | i0 f1.0.1           | true  | 1.0.1",
        "Maven     | 1.0.1      | i0 f1.0.1           | false |",
        "Maven     | 1.0.1-rc1  | i0 f1.0.1           | true  | 1.0.1",
        "Maven     | 1.5        | i0 f1.2 i2.0 f2.1   | false |",
        "Maven     | 2.0        | i0 f1.2 i2.0 f2.1   | true  | 2.1",
        "Maven     | 2.0        | f2.1 i2.0 f1.2 i0   | true  | 2.1",
        "Maven     | 0.9        | i1.0                | false |",
        "Maven     | 1.0        | i1.0                | true  |",
        "Maven     | 1.3        | i1.0 l1.3           | true  |",
        "Maven     | 1.3.1      | i1.0 l1.3           | false |",
        "Maven     | 1.3        | i0 m1.2             | false |",
        "Maven     | 1.1        | i0 m1.2             | true  |",
        "Maven     | 1.1        | i0 m*               | true  |",
        "Maven     | 1.10       | i0 f1.9             | false |",
        "Debian:12 | 1:1.2-1    | i0 f1:1.2-1+deb12u1 | true  | 1:1.2-1+deb12u1",
        "Debian:12 | 2.0~rc1-1  | i0 f2.0-1           | true  | 2.0-1",
        "Debian:12 | 1:0.1-1    | i0 f2.0-1           | false |",
        "npm       | 1.0.0-beta | i1.0.0              | false |",
      })
  void rangeIsReadAsItsTimeLine(
      String ecosystem, String version, String events, boolean isIn, String fixed)
      throws IOException {
    Optional<Versions.Hit> hit = Versions.of(ecosystem).hit(version, range(events));

    assertThat(hit.isPresent()).isEqualTo(isIn);
    assertThat(hit.map(Versions.Hit::fixed).orElse("")).isEqualTo(fixed == null ? "" : fixed);
  }

  @Test
  void unknownEcosystemIsNeverCompared() {
    assertThatThrownBy(() -> Versions.of("RubyGems"))
        .hasMessage(
            "order versions: ecosystem \"RubyGems\" (expected: Debian, Ubuntu, Maven, npm, Go, PyPI"
                + " or NuGet)");
  }

  @Test
  void versionThatIsNoneIsAnError() throws IOException {
    Versions debian = Versions.of("Debian:12");

    assertThatThrownBy(() -> debian.hit("not a version!", range("i0 f1")))
        .hasMessage("order versions: \"not a version!\" (expected: a version of deb)");
  }
}
