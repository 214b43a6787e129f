// SPDX-License-Identifier: Apache-2.0
/// The command `cairn`: one class a command, `Main` chooses. It wires the repeatable half for
/// `cairn run` and for the worker, and starts the server for `cairn up`.
///
/// ```
/// $ cairn run test
/// $ cairn up --port 8080
/// $ cairn journey HEAD
/// ```
///
/// Exit codes: 0 done, 1 a task failed, a verdict is not passed, or a claim did not hold, 2 yours
/// to mend, 3 something outside failed, 4 a limit was reached, 70 a fault of Cairn's own.
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
