// SPDX-License-Identifier: Apache-2.0
/// Tests of the server from outside: a real one on a free port, over HTTP, with a data folder of
/// its own. They import nothing that a client would not see, but for what starts it.
@NullMarked
package dev.cairn.server;

import org.jspecify.annotations.NullMarked;
