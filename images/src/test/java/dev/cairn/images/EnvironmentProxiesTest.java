// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentProxiesTest {
  private static final EnvironmentProxies PROXIES =
      new EnvironmentProxies(
          Map.of(
              "http_proxy", "http://proxy.example:3128/",
              "HTTPS_PROXY", "secure.example:8080",
              "no_proxy", "localhost,.inner.example"));

  @Test
  void theSchemesProxyIsUsed() {
    assertThat(address("http://mirror.example/debian")).isEqualTo("proxy.example:3128");
    assertThat(address("https://mirror.example/debian")).isEqualTo("secure.example:8080");
  }

  @Test
  void exceptedHostsAreAskedDirectly() {
    assertThat(address("http://localhost/debian")).isEqualTo("direct");
    assertThat(address("http://a.inner.example/debian")).isEqualTo("direct");
    assertThat(address("http://notinner.example/debian")).isEqualTo("proxy.example:3128");
  }

  @Test
  void withoutAProxyEverythingIsDirect() {
    assertThat(new EnvironmentProxies(Map.of()).select(URI.create("http://mirror.example/")))
        .containsExactly(Proxy.NO_PROXY);
  }

  private static String address(String uri) {
    Proxy proxy = PROXIES.select(URI.create(uri)).getFirst();
    return proxy.address() instanceof InetSocketAddress socket
        ? socket.getHostString() + ":" + socket.getPort()
        : "direct";
  }
}
