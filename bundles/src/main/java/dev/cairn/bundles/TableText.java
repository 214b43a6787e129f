// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.FoundTasks.Found;
import dev.cairn.bundles.FoundTasks.Method;
import java.util.List;
import java.util.Map;

/// Writes what the compile process found as JSON; without a library, since that process has none.
/// [TaskTable] reads it.
final class TableText {
  private TableText() {}

  static String table(List<Found> tasks, Map<Method, List<String>> calls) {
    String bundle = tasks.isEmpty() ? "" : tasks.getFirst().method().className();
    var out = new StringBuilder("{\"bundle\":").append(quoted(bundle)).append(",\"tasks\":[");
    String separator = "";
    for (Found task : tasks) {
      out.append(separator).append('{');
      member(out, "name", task.method().name()).append(',');
      member(out, "kind", task.kind().word()).append(',');
      member(out, "at", task.at()).append(',');
      member(out, "doc", task.doc()).append(',');
      member(out, "class", task.method().className()).append(",\"parameters\":[");
      parameters(out, task.parameters());
      member(out.append("],"), "returns", task.returns());
      task.lane().ifPresent(lane -> member(out.append(','), "lane", lane));
      out.append(task.newestWins() ? ",\"newestWins\":true" : "").append(",\"calls\":[");
      texts(out, calls.getOrDefault(task.method(), List.of()));
      out.append("]}");
      separator = ",";
    }
    return out.append("]}").toString();
  }

  static String problems(List<Problem> problems) {
    var out = new StringBuilder("[");
    String separator = "";
    for (Problem problem : problems) {
      member(out.append(separator).append('{'), "file", problem.file());
      member(out.append(",\"line\":").append(problem.line()).append(','), "words", problem.words());
      out.append('}');
      separator = ",";
    }
    return out.append(']').toString();
  }

  private static void parameters(StringBuilder out, List<TaskTable.Parameter> parameters) {
    String separator = "";
    for (TaskTable.Parameter parameter : parameters) {
      member(out.append(separator).append('{'), "name", parameter.name()).append(',');
      member(out, "type", parameter.type());
      parameter.when().ifPresent(when -> member(out.append(','), "when", when));
      out.append('}');
      separator = ",";
    }
  }

  private static void texts(StringBuilder out, List<String> texts) {
    String separator = "";
    for (String text : texts) {
      out.append(separator).append(quoted(text));
      separator = ",";
    }
  }

  private static StringBuilder member(StringBuilder out, String name, String value) {
    return out.append('"').append(name).append("\":").append(quoted(value));
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
