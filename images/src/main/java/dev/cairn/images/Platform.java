// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.util.Locale;

/// What an image runs on, as OCI writes it: `linux/amd64`.
public enum Platform {
  LINUX_AMD64("amd64", "x86_64-linux-gnu"),
  LINUX_ARM64("arm64", "aarch64-linux-gnu");

  private final String architecture;
  private final String triplet;

  Platform(String architecture, String triplet) {
    this.architecture = architecture;
    this.triplet = triplet;
  }

  /// Reads `linux/amd64`.
  public static Platform parse(String text) {
    for (Platform platform : values()) {
      if (platform.toString().equals(text)) {
        return platform;
      }
    }
    throw new IllegalArgumentException(
        "platform: \"%s\" (expected: linux/amd64 or linux/arm64)".formatted(text));
  }

  /// The platform whose images this machine can run.
  public static Platform ofThisMachine() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (arch) {
      case "amd64", "x86_64" -> LINUX_AMD64;
      case "aarch64", "arm64" -> LINUX_ARM64;
      default ->
          throw new IllegalStateException(
              "platform of this machine: \"%s\" (expected: amd64 or aarch64)".formatted(arch));
    };
  }

  /// `amd64`, the word that OCI and Debian share.
  public String architecture() {
    return architecture;
  }

  /// Debian's name for its library folders: `x86_64-linux-gnu`.
  String triplet() {
    return triplet;
  }

  @Override
  public String toString() {
    return "linux/" + architecture;
  }
}
