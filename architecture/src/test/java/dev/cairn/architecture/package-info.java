// SPDX-License-Identifier: Apache-2.0
/// What ARCHITECTURE.md says of modules, said so that the build can refuse the contrary.
@NullMarked
package dev.cairn.architecture;

import org.jspecify.annotations.NullMarked;
