// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.registry.Access;
import dev.cairn.registry.Caller;
import dev.cairn.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Who may use the registry: on loopback everybody; a worker by its lease, which may read what is
/// held, as long as it has the run.
final class RegistryAccess implements Access {
  private static final String CHALLENGE = "Bearer realm=\"cairn\"";

  private final Guard guard;
  private final Storage storage;
  private final String token;

  /// @param token the workers' token
  RegistryAccess(Guard guard, Storage storage, String token) {
    this.guard = guard;
    this.storage = storage;
    this.token = token;
  }

  @Override
  public Answer answer(Asked asked) {
    Optional<Caller.LeaseClaim> claim = asked.authorization().flatMap(Caller.LeaseClaim::parse);
    if (claim.isPresent()) {
      return lease(claim.get());
    }
    if (asked.authorization().filter(it -> same(it, "Bearer worker." + token)).isPresent()) {
      return asked.action() == Action.PULL || asked.action() == Action.ENTER
          ? new Answer.Granted(new Caller.Anyone("worker"))
          : new Answer.Denied(
              "a worker pushes with the lease of a run (expected: Bearer run.ID.FENCE.TOKEN)");
    }
    if (guard.open()) {
      return new Answer.Granted(new Caller.Anyone("anonymous"));
    }
    return new Answer.WhoAreYou(
        CHALLENGE, "this registry does not listen on loopback only, so a token is needed");
  }

  private Answer lease(Caller.LeaseClaim claim) {
    if (!same(claim.token(), token)) {
      return new Answer.WhoAreYou(CHALLENGE, "the worker's token is wrong");
    }
    Optional<Run> run = storage.runs().find(claim.lease().run());
    boolean held =
        run.filter(it -> it.fence() == claim.lease().fence() && it.status() == RunStatus.RUNNING)
            .isPresent();
    return held
        ? new Answer.Granted(claim.lease())
        : new Answer.Denied(
            "the lease of run %s is lost (expected: the newest fence of a running run)"
                .formatted(claim.lease().run()));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
