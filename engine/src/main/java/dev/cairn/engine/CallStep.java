// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The inputs of a port, with what steps gave in the place of `{"step":"s1"}`.
final class CallStep {
  private CallStep() {}

  static SortedMap<String, String> inputs(Step.Call step, Trees.Steps steps)
      throws IOException, InterruptedException {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (var input : step.inputs().entrySet()) {
      inputs.put(input.getKey(), Json.text(resolved(Json.plain(input.getValue()), steps)));
    }
    return inputs;
  }

  private static Object resolved(Object json, Trees.Steps steps)
      throws IOException, InterruptedException {
    if (json instanceof Map<?, ?> map) {
      if (map.size() == 1 && map.get("step") instanceof String id) {
        return given(id, steps.value(id));
      }
      Map<String, Object> copy = new LinkedHashMap<>();
      for (var entry : map.entrySet()) {
        copy.put(String.valueOf(entry.getKey()), resolved(entry.getValue(), steps));
      }
      return copy;
    }
    if (json instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (Object element : list) {
        copy.add(resolved(element, steps));
      }
      return copy;
    }
    return json;
  }

  private static Object given(String id, Value value) throws StepException {
    return switch (value) {
      case Value.Artifact(var name, var digest) ->
          Map.of("name", name, "digest", digest.toString());
      case Value.Files(var tree) -> Map.of("tree", tree.digest().toString());
      case Value.Text(var text) -> text;
      case Value.Truth(var passes) -> passes;
      case Value.Answer(var json) -> Map.of("answer", json.toString());
      case Value.Report _, Value.Checked _ ->
          throw new StepException(
              "call with step %s: it gives %s (expected: an artifact, files or a text)"
                  .formatted(id, value.getClass().getSimpleName()));
    };
  }
}
