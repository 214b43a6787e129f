// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import dev.cairn.bench.Figure.Goal;
import dev.cairn.bundles.Answers;
import dev.cairn.bundles.Bundle;
import dev.cairn.bundles.Compilation;
import dev.cairn.bundles.Compiler;
import dev.cairn.bundles.Plan;
import dev.cairn.bundles.Request;
import dev.cairn.bundles.Toolchain;
import dev.cairn.images.Debian;
import dev.cairn.images.Progress;
import dev.cairn.images.Toolbox;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a bundle process takes that did not run before, from before its start to its last line. */
final class Planning {
  private Planning() {}

  static List<Figure> fresh(Setting setting) throws IOException, InterruptedException {
    Path cache = setting.scratch().resolve("planning");
    Sandbox sandbox = Sandbox.detect(new Toolbox(Debian.open(userCache(), System.getenv(), Clock.systemUTC()), System.getenv()).sandbox(Progress.silent()));
    Toolchain toolchain = Toolchain.ofThisJvm(Optional.of(Path.of(System.getProperty("cairn.aot"))));
    Compiler compiler = Compiler.open(sandbox, toolchain, cache);
    if (!(compiler.compile(setting.root().resolve("bench/fixtures/bundle/cairn")) instanceof Compilation.Compiled compiled)) {
      throw new IOException("compile bench/fixtures/bundle: refused (expected: classes)");
    }
    Request request = Request.of(compiled.table().tasks().stream().filter(it -> it.name().equals("fifty")).findFirst().orElseThrow());
    Program hello = new Program(setting.hello(), setting.root(), Map.of());
    var fresh = new ArrayList<Double>();
    var warm = new ArrayList<Double>();
    var peer = new ArrayList<Double>();
    for (int round = 0; round <= setting.rounds(); round++) {
      try (Bundle bundle = compiler.open(compiled)) {
        double first = planned(bundle, request);
        double second = planned(bundle, request);
        double said = hello.time();
        if (round > 0) {
          fresh.add(first);
          warm.add(second);
          peer.add(said);
        }
      }
    }
    String what = "java Hello, AOT cache";
    return List.of(
        Figure.of("a fresh bundle process has planned 50 steps (sandbox: %s)".formatted(sandbox.level().name().toLowerCase(java.util.Locale.ROOT)), "ms", Samples.of(fresh), new Goal.AtMost(150)).beside(what, Samples.of(peer)),
        Figure.of("the same process, asked once more", "ms", Samples.of(warm), new Goal.None()).beside(what, Samples.of(peer)));
  }

  private static double planned(Bundle bundle, Request request) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Plan plan = bundle.plan(request, (read, _) -> new Answers.Answer.Stop("no answer to " + read.what(), ""));
    double took = (System.nanoTime() - begin) / 1e6;
    if (!(plan.ending() instanceof Plan.Ending.Done) || plan.steps().size() != 50) {
      throw new IOException("plan of fifty: %s, %d steps (expected: done, 50)".formatted(plan.ending(), plan.steps().size()));
    }
    return took;
  }

  private static Path userCache() {
    String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base)).resolve("cairn");
  }
}
