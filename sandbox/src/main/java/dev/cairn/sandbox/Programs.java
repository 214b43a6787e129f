// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.util.List;

/// How the programs are called that make a room; several words where a program's own loader runs
/// it, such as `["…/ld-linux-x86-64.so.2", "--library-path", "…", "…/bwrap"]`. Each is asked for
/// only when it is needed, so it may be fetched then.
public interface Programs {
  /// bubblewrap, for [Level#NAMESPACES]; empty if there is none.
  List<String> bubblewrap() throws IOException, InterruptedException;

  /// PRoot 5.4 or later, for [Level#EMULATED] and [Level#TRANSLATED]; empty if there is none. Those
  /// before lose the exit code of a command that leaves a process behind.
  List<String> proot() throws IOException, InterruptedException;
}
