// SPDX-License-Identifier: Apache-2.0
/// Tests of `cairn up` as its users have it: processes of their own, Git repositories on the disk,
/// HTTP; and signals that nobody wishes for.
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
