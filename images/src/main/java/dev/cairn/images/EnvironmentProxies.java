// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The proxies that `http_proxy`, `https_proxy` and `no_proxy` name, as other programs read them.
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String proxy = value(uri.getScheme() + "_proxy");
    if (proxy.isEmpty() || isExcepted(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // The request fails with this exception; there is no second proxy to try.
  }

  private boolean isExcepted(String host) {
    return Arrays.stream(value("no_proxy").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private String value(String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }
}
