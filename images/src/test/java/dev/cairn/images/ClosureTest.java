// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosureTest {
  private final StringBuilder packages = new StringBuilder();

  @Test
  void dependenciesOfDependenciesComeToo() throws IOException {
    add("curl", "7.88", "Depends: libcurl4 (= 7.88)\n");
    add("libcurl4", "7.88", "Pre-Depends: libc6\nDepends: zlib1g (>= 1:1.1.4)\n");
    add("libc6", "2.36", "");
    add("zlib1g", "1:1.2", "");
    assertThat(closure("curl")).containsExactlyInAnyOrder("curl", "libcurl4", "libc6", "zlib1g");
  }

  @Test
  void recommendedAndEssentialPackagesDoNotCome() throws IOException {
    add("curl", "1", "Recommends: ca-certificates\n");
    add("ca-certificates", "1", "");
    add("bash", "1", "Essential: yes\n");
    assertThat(closure("curl")).containsExactly("curl");
  }

  @Test
  void theFirstAlternativeThatCanBeHadIsTaken() throws IOException {
    add("app", "1", "Depends: gone | old (>= 2) | new | other\n");
    add("old", "1", "");
    add("new", "1", "");
    add("other", "1", "");
    assertThat(closure("app")).containsExactlyInAnyOrder("app", "new");
  }

  @Test
  void anAlternativeThatIsInAlreadyIsEnough() throws IOException {
    add("app", "1", "Depends: first | second\n");
    add("first", "1", "");
    add("second", "1", "");
    assertThat(closure("app", "second")).containsExactlyInAnyOrder("app", "second");
  }

  @Test
  void aVirtualPackageIsProvidedByTheMoreImportantOne() throws IOException {
    add("base", "1", "Depends: awk\n");
    add("gawk", "1", "Provides: awk\nPriority: optional\n");
    add("mawk", "1", "Provides: awk\nPriority: required\n");
    assertThat(closure("base")).containsExactlyInAnyOrder("base", "mawk");
  }

  @Test
  void aVersionedNeedIsMetByAVersionedProvisionOnly() throws IOException {
    add("app", "1", "Depends: abi (>= 2)\n");
    add("plain", "9", "Provides: abi\n");
    add("versioned", "1", "Provides: abi (= 2.1)\n");
    assertThat(closure("app")).containsExactlyInAnyOrder("app", "versioned");
  }

  @Test
  void theNewestVersionWins() throws IOException {
    add("openssl", "3.0.9-1", "");
    add("openssl", "3.0.17-1~deb12u3", "");
    add("openssl", "3.0.11-1", "");
    PackageIndex index = index();
    assertThat(Closure.of(List.of("openssl"), index))
        .extracting(Lock.LockedPackage::version)
        .containsExactly("3.0.17-1~deb12u3");
  }

  @Test
  void packagesThatNeedEachOtherEnd() throws IOException {
    add("chicken", "1", "Depends: egg\n");
    add("egg", "1", "Depends: chicken\n");
    assertThat(closure("chicken")).containsExactlyInAnyOrder("chicken", "egg");
  }

  @Test
  void whatCanNotBeHadIsNamedWithWhoNeedsIt() {
    add("app", "1", "Depends: library\n");
    add("library", "1", "Depends: libc6 (>= 9) | musl\n");
    add("libc6", "2", "");
    assertThatThrownBy(() -> closure("app"))
        .isInstanceOf(UnknownPackageException.class)
        .hasMessageStartingWith(
            "resolve package library, needed because app depends on it: libc6 >= 9 or musl can't be"
                + " had");
  }

  private void add(String name, String version, String fields) {
    packages.append(
        "Package: %s\nVersion: %s\nArchitecture: amd64\n%sFilename: pool/%s.deb\nSize: 1\nSHA256: %s\n\n"
            .formatted(name, version, fields, name, "0".repeat(64)));
  }

  private PackageIndex index() throws IOException {
    PackageIndex index = new PackageIndex();
    index.read(new BufferedReader(new StringReader(packages.toString())));
    return index;
  }

  private List<String> closure(String... wanted) throws IOException {
    return Closure.of(List.of(wanted), index()).stream().map(Lock.LockedPackage::name).toList();
  }
}
