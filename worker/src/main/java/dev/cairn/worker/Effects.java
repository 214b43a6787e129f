// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Act;
import dev.cairn.bundles.ArtifactReference;
import dev.cairn.engine.Result;
import dev.cairn.engine.Value;
import dev.cairn.git.GitEdit;
import dev.cairn.git.GitRepository;
import dev.cairn.images.OciRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Carries out the built-in effects. Each is repeatable by construction: pushing what is there, or
/// asking for what is asked for already, changes nothing.
final class Effects {
  private static final Pattern IMAGE = Pattern.compile("[^\\s\"'=]*@sha256:[0-9a-f]{64}");

  private final Workshop workshop;
  private final ServerDoor door;
  private final Lease lease;
  private final RunLog log;

  Effects(Workshop workshop, ServerDoor door, Lease lease, RunLog log) {
    this.workshop = workshop;
    this.door = door;
    this.lease = lease;
    this.log = log;
  }

  /// What an effect did.
  sealed interface Done {
    /// @param digest of what was pushed
    /// @param uploaded bytes
    record Pushed(String digest, long uploaded) implements Done {}

    /// @param digest what is wanted there now
    /// @param commit that says so; none if the last one did already
    record Desired(String environment, String service, String digest, Optional<String> commit)
        implements Done {}
  }

  Done carryOut(Act act, Map<String, Result> results) throws IOException, InterruptedException {
    return switch (act) {
      case Act.Push push -> push(push, results);
      case Act.Desire desire -> desire(desire, results);
    };
  }

  private Done.Pushed push(Act.Push push, Map<String, Result> results)
      throws IOException, InterruptedException {
    Value.Artifact artifact = artifact(push.artifact(), results);
    String name = push.reference().replaceFirst("^registry/", "");
    int colon = name.lastIndexOf(':');
    String repository = colon > 0 ? name.substring(0, colon) : name;
    String tag = colon > 0 ? name.substring(colon + 1) : "latest";
    var registry = new OciRegistry(door.server(), door.registryToken(lease));
    OciRegistry.Pushed pushed =
        registry.push(workshop.content(), artifact.digest(), repository, List.of(tag));
    log.line(
        "pushed %s:%s %s: %d blobs uploaded, %d were there, %d bytes"
            .formatted(
                repository,
                tag,
                pushed.digest(),
                pushed.uploaded(),
                pushed.there(),
                pushed.uploadedBytes()));
    return new Done.Pushed(pushed.digest().toString(), pushed.uploadedBytes());
  }

  private Done.Desired desire(Act.Desire desire, Map<String, Result> results)
      throws IOException, InterruptedException {
    Value.Artifact artifact = artifact(desire.artifact(), results);
    JsonNode environment = lease.json().path("environments").path(desire.environment());
    if (!environment.isObject()) {
      throw new IOException(
          "desire %s in %s: the server knows no such environment (expected: one of its cairn.yaml, with a config repository)"
              .formatted(desire.service(), desire.environment()));
    }
    GitRepository repository =
        GitRepository.mirror(environment.path("repository").asString(), mirrors());
    String path = environment.path("folder").asString() + "/" + desire.service() + ".yaml";
    String reference = authority(door.server()) + "/" + artifact.name() + "@" + artifact.digest();
    String message =
        "Run %s in %s: %s\n\nAsked for by %s of %s, run %s.\n"
            .formatted(
                desire.service(),
                desire.environment(),
                artifact.digest().toString().substring(0, 19),
                desire.origin().task(),
                lease.bundle().team(),
                lease.run());
    Optional<String> commit =
        repository.commit(
            environment.path("branch").asString(),
            new GitEdit(path, old -> edited(old, reference), message, "Cairn", "cairn@localhost"));
    log.line(
        commit
            .map(it -> "config commit %s: %s = %s".formatted(it, path, reference))
            .orElse("%s names %s already".formatted(path, reference)));
    return new Done.Desired(
        desire.environment(), desire.service(), artifact.digest().toString(), commit);
  }

  /// The file with its image replaced; a new file where there is none.
  static String edited(Optional<String> old, String reference) {
    if (old.isPresent()) {
      Matcher image = IMAGE.matcher(old.get());
      if (image.find()) {
        return old.get().substring(0, image.start()) + reference + old.get().substring(image.end());
      }
    }
    return old.map(it -> it.endsWith("\n") ? it : it + "\n").orElse("")
        + "image: "
        + reference
        + "\n";
  }

  private Path mirrors() {
    return workshop.folder().resolve("git");
  }

  private static String authority(URI server) {
    return server.getAuthority();
  }

  static Value.Artifact artifact(ArtifactReference reference, Map<String, Result> results)
      throws IOException {
    return switch (reference) {
      case ArtifactReference.Known(var name, var digest) -> new Value.Artifact(name, digest);
      case ArtifactReference.Made(var step) -> {
        if (results.get(step) instanceof Result.Passed(Value.Artifact artifact, _, _, _, _, _)) {
          yield artifact;
        }
        throw new IOException("step %s made no artifact".formatted(step));
      }
    };
  }
}
