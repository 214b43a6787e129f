// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.time.Duration;

/// What a command used, as its processes were seen to have used it. It is sampled: Cairn looks 5 ms
/// after the start, then at growing distances, at the latest every 100 ms (seldomer where looking
/// itself would take more than 2 % of the time, from about 150 processes on). So it is never too
/// much, and too little by what was used since the last look: at most 0.1 s on each core that was
/// busy, and for a command that ends before it was ever seen, all of it.
///
/// Not counted is what made the room before the command's first process was seen (a shell and
/// bubblewrap, or the JVM that becomes PRoot); what bubblewrap or PRoot use from then on is, since
/// the command could not run without. What processes use whose parents do not want to hear of their
/// end (`SIGCHLD` ignored) is counted as long as they run and were the most at once.
///
/// @param cpu time on a core, in user and kernel mode, of all processes, those that have ended
///   included
/// @param memoryBytes the most at one look: resident memory that is not backed by files
///   (`RssAnon`), added up over the processes. So libraries and files of `/tmp` are not in it, and
///   pages that a process shares with its parent since it was forked are in it twice
public record Used(Duration cpu, long memoryBytes) {}
