// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("", new Route.Base()),
        Arguments.of("/", new Route.Base()),
        Arguments.of("/shop/manifests/main", new Route.ManifestAt("shop", "main")),
        Arguments.of("/a/b/c/manifests/1", new Route.ManifestAt("a/b/c", "1")),
        Arguments.of("/shop/blobs/sha256:ab", new Route.Blob("shop", "sha256:ab")),
        Arguments.of("/shop/blobs/uploads/", new Route.Uploads("shop")),
        Arguments.of("/shop/blobs/uploads", new Route.Uploads("shop")),
        Arguments.of("/shop/blobs/uploads/x-1", new Route.Upload("shop", "x-1")),
        Arguments.of("/shop/tags/list", new Route.Tags("shop")),
        Arguments.of("/shop/referrers/sha256:ab", new Route.Referrers("shop", "sha256:ab")),
        Arguments.of("/blobs/blobs/manifests/tags", new Route.ManifestAt("blobs/blobs", "tags")),
        Arguments.of("/a__b-c--d.e/tags/list", new Route.Tags("a__b-c--d.e")));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathIsRead(String path, Route route) {
    assertThat(Route.of(path)).isEqualTo(route);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/tags/list",
        "/a/../b/tags/list",
        "/a//b/tags/list",
        "/_tags/tags/list",
        "/a/_blobs/tags/list",
        "/A/tags/list",
        "/a%2e%2e/tags/list",
        "/.a/tags/list",
        "/a./tags/list",
        "/a\\b/tags/list"
      })
  void aNameThatTheSpecificationForbidsIsRefused(String path) {
    assertThat(Route.of(path)).isInstanceOf(Route.BadName.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_catalog", "/shop", "/shop/tags", "/shop/manifests/", "/manifests/x"})
  void anythingElseIsNowhere(String path) {
    assertThat(Route.of(path)).isEqualTo(new Route.Nowhere());
  }

  @Test
  void aNameHasALongestLength() {
    assertThat(Route.of("/" + "a".repeat(255) + "/tags/list")).isInstanceOf(Route.Tags.class);
    assertThat(Route.of("/" + "a".repeat(256) + "/tags/list")).isInstanceOf(Route.BadName.class);
    assertThat(Route.of("/" + "a".repeat(5000) + "/tags/list")).isEqualTo(new Route.Nowhere());
  }
}
