/// One command, shut in. A [dev.cairn.sandbox.Sandbox] runs a [dev.cairn.sandbox.Command] by
/// bubblewrap in namespaces of its own: it sees the root file system that it was given (read-only),
/// what was mounted, and nothing else of the host; its uid is 1000, it has no capabilities, no
/// network unless allowed, and bounds on time, output, processes and disk. Where namespaces are
/// forbidden, PRoot shows it that root file system, behind walls of Landlock and seccomp; without
/// Landlock there is no wall around files, and [dev.cairn.sandbox.Level] says so.
///
/// ```
/// root   /home/ann/.cache/cairn/roots/5f0c…        becomes /usr, /etc, …
/// mounts /tmp/step-12/src → /src (writable), /tmp/step-12/out → /out (writable)
/// argv   javac -d /out /src/Main.java
/// ends   Exited(0), or Stopped(TIME, "javac ran longer than 10 min (limit: 10 min). …")
/// ```
///
/// It does not know what an image is, caches nothing, and reads nothing of what a command made.
@NullMarked
package dev.cairn.sandbox;

import org.jspecify.annotations.NullMarked;
