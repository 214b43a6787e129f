// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.MissingContentException;
import dev.cairn.content.Tree;
import dev.cairn.images.OciImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What steps gave, by their keys; only what passed. Shared safely by many processes:
///
/// ```
/// steps/9f86d0…    {"cost":{"cpuMillis":640,"memoryBytes":81264640,"millis":710},
///                   "log":"sha256:…","millis":812,"value":{"tree":"sha256:…"}}
/// ```
///
/// There is no `cost` where no command ran, or where it was kept before costs were.
record StepCache(Path folder, ContentStore store) {
  static StepCache open(Path folder, ContentStore store) throws IOException {
    Files.createDirectories(folder);
    return new StepCache(folder, store);
  }

  /// What was kept, if all of it is still in the store.
  Optional<Result.Passed> find(Digest key) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve(key.hex()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.read(bytes);
      Digest log = Digest.parse(json.path("log").asString(""));
      Value value = value(json.path("value"));
      if (!store.has(log) || !isWhole(value)) {
        return Optional.empty();
      }
      Duration took = Duration.ofMillis(json.path("millis").asLong(0));
      return Optional.of(new Result.Passed(value, true, key, took, cost(json), log));
    } catch (IOException | IllegalArgumentException _) {
      // Not readable: made anew, and written over.
      return Optional.empty();
    }
  }

  void keep(Result.Passed result) throws IOException {
    Map<String, Object> kept = new TreeMap<>();
    result.cost().ifPresent(cost -> kept.put("cost", json(cost)));
    kept.put("log", result.log().toString());
    kept.put("millis", result.took().toMillis());
    kept.put("value", json(result.value()));
    Path file = Files.createTempFile(folder, "step", null);
    Files.write(file, Json.bytes(kept));
    Files.move(file, folder.resolve(result.key().hex()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Object> json(Cost cost) {
    return Map.of(
        "cpuMillis", cost.cpu().toMillis(),
        "memoryBytes", cost.memoryBytes(),
        "millis", cost.took().toMillis());
  }

  private static Optional<Cost> cost(JsonNode entry) {
    JsonNode cost = entry.path("cost");
    return cost.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Cost(
                Duration.ofMillis(cost.path("cpuMillis").asLong()),
                Duration.ofMillis(cost.path("millis").asLong()),
                cost.path("memoryBytes").asLong()));
  }

  private boolean isWhole(Value value) throws IOException {
    return switch (value) {
      case Value.Files(var tree) -> isWhole(tree);
      case Value.Artifact(_, var digest) -> isWholeImage(digest);
      case Value.Answer(var json) -> store.has(json);
      case Value.Report _, Value.Text _, Value.Truth _, Value.Checked _ -> true;
    };
  }

  private boolean isWhole(Tree tree) throws IOException {
    try {
      return tree.entries(store).values().stream()
          .allMatch(e -> !(e instanceof Tree.Entry.File(var content, _, _)) || store.has(content));
    } catch (MissingContentException _) {
      return false;
    }
  }

  private boolean isWholeImage(Digest digest) throws IOException {
    try {
      return OciImage.readAll(digest, store).stream()
          .flatMap(image -> image.layers().stream())
          .allMatch(layer -> store.has(layer.digest()));
    } catch (MissingContentException _) {
      return false;
    }
  }

  private static Map<String, Object> json(Value value) {
    return switch (value) {
      case Value.Files(var tree) -> Map.of("tree", tree.digest().toString());
      case Value.Report(var passed, var failed, var skipped) ->
          new TreeMap<>(Map.of("passed", passed, "failed", failed, "skipped", skipped));
      case Value.Text(var text) -> Map.of("text", text);
      case Value.Truth(var passes) -> Map.of("passes", passes);
      case Value.Checked() -> Map.of("checked", true);
      case Value.Artifact(var name, var digest) ->
          Map.of("name", name, "digest", digest.toString());
      case Value.Answer(var answer) -> Map.of("answer", answer.toString());
    };
  }

  private static Value value(JsonNode json) throws IOException {
    if (json.has("tree")) {
      return new Value.Files(new Tree(Digest.parse(json.path("tree").asString())));
    } else if (json.has("passed")) {
      return new Value.Report(
          json.path("passed").asInt(), json.path("failed").asInt(), json.path("skipped").asInt());
    } else if (json.has("text")) {
      return new Value.Text(json.path("text").asString());
    } else if (json.has("passes")) {
      return new Value.Truth(json.path("passes").asBoolean());
    } else if (json.has("checked")) {
      return new Value.Checked();
    } else if (json.has("name")) {
      return new Value.Artifact(
          json.path("name").asString(), Digest.parse(json.path("digest").asString()));
    } else if (json.has("answer")) {
      return new Value.Answer(Digest.parse(json.path("answer").asString()));
    }
    throw new IOException("read step: %s (expected: a value)".formatted(json));
  }
}
