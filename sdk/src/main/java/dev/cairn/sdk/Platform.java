// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.List;

/// An operating system and a processor: `linux/amd64`.
public enum Platform {
  LINUX_AMD64("linux", "amd64"),
  LINUX_ARM64("linux", "arm64");

  private final String os;
  private final String architecture;

  Platform(String os, String architecture) {
    this.os = os;
    this.architecture = architecture;
  }

  /// All that there are.
  public static List<Platform> all() {
    return List.of(values());
  }

  /// Reads `linux/arm64`.
  public static Platform of(String name) {
    for (Platform platform : values()) {
      if (platform.toString().equals(name)) {
        return platform;
      }
    }
    throw new IllegalArgumentException(
        "platform: \"%s\" (expected: one of %s)".formatted(name, all()));
  }

  /// `linux`.
  public String os() {
    return os;
  }

  /// `arm64`.
  public String architecture() {
    return architecture;
  }

  /// `linux/arm64`.
  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
