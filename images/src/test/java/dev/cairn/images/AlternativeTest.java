// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AlternativeTest {
  @Test
  void aScriptsLinesAreReadOverLineBreaks() {
    assertThat(
            Alternative.installedBy(
                """
                if [ "$1" = configure ]; then
                  update-alternatives --quiet --install /usr/bin/awk awk /usr/bin/mawk 5 \\
                    --slave /usr/bin/nawk nawk /usr/bin/mawk \\
                    --slave /usr/share/man/man1/awk.1.gz awk.1.gz /usr/share/man/man1/mawk.1.gz
                fi
                """))
        .containsExactly(
            new Alternative("/usr/bin/awk", "/usr/bin/mawk", 5),
            new Alternative("/usr/bin/nawk", "/usr/bin/mawk", 5),
            new Alternative("/usr/share/man/man1/awk.1.gz", "/usr/share/man/man1/mawk.1.gz", 5));
  }

  @Test
  void whatOnlyAShellKnowsIsLeftOut() {
    assertThat(
            Alternative.installedBy(
                "update-alternatives --install /usr/bin/$tool $tool $basedir/bin/$tool"
                    + " $priority\n"))
        .isEmpty();
  }

  @Test
  void javasToolsAreRead() {
    assertThat(
            Alternative.inJavaInfo(
                """
                name=java-1.17.0-openjdk-amd64
                priority=1711
                section=main

                hl java /usr/lib/jvm/java-17-openjdk-amd64/bin/java
                jdkhl javac /usr/lib/jvm/java-17-openjdk-amd64/bin/javac
                plugin mozilla-javaplugin.so /usr/lib/x/libnpjp2.so
                """))
        .containsExactly(
            new Alternative("/usr/bin/java", "/usr/lib/jvm/java-17-openjdk-amd64/bin/java", 1711),
            new Alternative(
                "/usr/bin/javac", "/usr/lib/jvm/java-17-openjdk-amd64/bin/javac", 1711));
  }

  @Test
  void theHigherPriorityWins() {
    var eleven = new Alternative("/usr/bin/java", "/11", 1111);
    var seventeen = new Alternative("/usr/bin/java", "/17", 1711);
    assertThat(Alternative.better(eleven, seventeen)).isEqualTo(seventeen);
    assertThat(Alternative.better(seventeen, eleven)).isEqualTo(seventeen);
  }
}
