// SPDX-License-Identifier: Apache-2.0
/// Tests of what the demo prints; whether it plays is asked by `cli/DemoIT`, from outside.
@NullMarked
package dev.cairn.demo;

import org.jspecify.annotations.NullMarked;
