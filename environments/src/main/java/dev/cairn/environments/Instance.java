// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import java.util.concurrent.CompletableFuture;

/// One running process of a service.
public interface Instance {
  /// The operating system's id of the process; whoever kills it ends the instance.
  long process();

  boolean alive();

  /// Completed when the process has ended.
  CompletableFuture<?> ended();

  /// Ends it and all that it started.
  void stop();
}
