// SPDX-License-Identifier: Apache-2.0
/// Plays a real delivery in a scratch folder: `cairn demo`. It drives nothing from inside: all that
/// it does is to run `git` and `cairn` as processes and to speak HTTP, as a user would, and it
/// imports no other module of Cairn.
///
/// ```
/// /tmp/cairn-demo-4711/
///   cairn.yaml             what `cairn up` serves
///   shop/ shop.git/        team shop: source, tests, Delivery.java
///   security/ security.git/  team security: Security.java
///   platform/ platform.git/  team platform: Rollout.java
///   config/ config.git/    what should run
///   advisories/            OSV records
///   .cairn/                the server's data
/// ```
@NullMarked
package dev.cairn.demo;

import org.jspecify.annotations.NullMarked;
