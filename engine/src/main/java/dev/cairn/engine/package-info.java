/// Planned steps become results. An [dev.cairn.engine.Engine] takes the
/// [steps][dev.cairn.engine.Step] of a plan and gives a [dev.cairn.engine.Result] for each, running
/// what can run at the same time at the same time, and nothing twice:
///
/// ```
/// s1 run  javac -d /out …   in openjdk-17-jdk-headless, /src = src/**     → files sha256:41c0…
/// s2 run  java shop.Tests   /app = s1                                     → report 41 passed
/// s3 pack shop              /app = s1, linux/amd64 and linux/arm64        → artifact shop@sha256:9b1c…
/// ```
///
/// The key of a step is the digest of all that decides it: image lock, commands, environment, input
/// trees, ending, platform, sandbox level; not its id, task or line. What passed is kept by its key
/// in `steps/` of the cache folder, and given again when the same key comes, for whatever run. Kept
/// with it is what it cost, from which a run says what it used and avoided
/// ([dev.cairn.engine.Usage]).
///
/// It compiles no team code, talks to no bundle process and to no server, and knows neither events
/// nor effects.
@NullMarked
package dev.cairn.engine;

import org.jspecify.annotations.NullMarked;
