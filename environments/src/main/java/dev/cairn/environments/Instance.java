// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

/// One running process of a service.
public interface Instance {
  /// The operating system's id of the process; whoever kills it ends the instance.
  long process();

  boolean alive();

  /// Ends it and all that it started.
  void stop();
}
