// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.util.List;

/// The configuration can't be used; all that is wrong with it is said at once.
public final class ConfigurationException extends Exception {
  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
