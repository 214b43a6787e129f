// SPDX-License-Identifier: Apache-2.0
/// Git repositories, read as objects and written by commits, through the `git` program, so that
/// users' credentials work. Nothing is ever checked out: no filters, hooks or submodules of a
/// repository run.
///
/// ```
/// url      /srv/git/shop.git, https://forge/acme/shop, …
/// mirror   a bare repository in a folder of Cairn's, which only Cairn writes
/// commit   4f2c…  parents [91aa…]  "Retry the payment"  names sha256:9f86…
/// ```
///
/// It knows no events: who watches a repository turns what it reads into deliveries.
@NullMarked
package dev.cairn.git;

import org.jspecify.annotations.NullMarked;
