// SPDX-License-Identifier: Apache-2.0
/// What should run, what runs, and making them equal. The server says what is desired (it reads it
/// from Git); the driver `local` keeps processes of this machine equal to it and reports each
/// change:
///
/// ```
/// desired   production/shop = sha256:9b1c…  at config commit 0d72…
/// actual    production/shop = sha256:77ad…  pid 4711, port 40123
/// action    start sha256:9b1c… beside it, wait until /health answers, switch the proxy, stop sha256:77ad…
/// ```
///
/// It knows no events, no journeys and no Git.
@NullMarked
package dev.cairn.environments;

import org.jspecify.annotations.NullMarked;
