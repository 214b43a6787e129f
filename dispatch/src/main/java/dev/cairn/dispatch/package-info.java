// SPDX-License-Identifier: Apache-2.0

/// What runs next, and why not: values in, values out.
///
/// [dev.cairn.dispatch.Dispatch] takes a [dev.cairn.dispatch.Trigger], which was read from an
/// event, and what is known ([dev.cairn.dispatch.State]), and gives a [dev.cairn.dispatch.Decision]
/// for every task that might have started:
///
/// ```
/// ChangeMerged 4f2c… of shop on main
///   Start    shop/ship      subject commit:4f2c…
///   Refused  shop/preview   branch != 'main'
/// ArtifactPublished shop@sha256:9f86…
///   Start    security/scan  subject sha256:9f86…, advisories sha256:11aa…
/// ```
///
/// It stores nothing, reads no clock, compiles no team code and knows no network. `storage` keeps
/// what is decided here; `server` reads the time.
@NullMarked
package dev.cairn.dispatch;

import org.jspecify.annotations.NullMarked;
