// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The settings of a YAML file and of the environment, flattened, each knowing where it stands. The
/// environment wins:
///
/// ```
/// port                    8080              cairn.yaml:1
/// repositories.0.name     shop              cairn.yaml:4
/// hooks.github.secret     …                 CAIRN_HOOKS_GITHUB_SECRET
/// ```
final class Settings {
  private static final int MOST_ENTRIES = 1000;
  private static final String VARIABLE = "CAIRN_";

  private final SortedMap<String, Setting> values = new TreeMap<>();
  private final SortedMap<String, String> empty = new TreeMap<>();
  private final Map<String, String> environment;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> lists = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final String file;

  record Setting(String value, String where) {}

  private Settings(String file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /// Reads the file, where there is one.
  static Settings of(Optional<Path> file, Map<String, String> environment) {
    var settings =
        new Settings(file.map(it -> it.getFileName() + "").orElse("cairn.yaml"), environment);
    file.ifPresent(settings::read);
    return settings;
  }

  private void read(Path path) {
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file).setCodePointLimit(1 << 20).build())
              .composeString(text);
      root.ifPresent(it -> flatten("", it));
    } catch (YamlEngineException e) {
      problems.add("read %s: %s (expected: YAML)".formatted(path, e.getMessage()));
    } catch (IOException e) {
      problems.add("read %s: %s (expected: a readable file)".formatted(path, e));
    }
  }

  private void flatten(String path, Node node) {
    if (values.size() > MOST_ENTRIES) {
      return;
    }
    switch (node) {
      case MappingNode mapping -> {
        if (mapping.getValue().isEmpty() && !path.isEmpty()) {
          empty.put(path, where(mapping));
        }
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            flatten(
                path.isEmpty() ? key.getValue() : path + "." + key.getValue(),
                tuple.getValueNode());
          }
        }
      }
      case SequenceNode sequence -> {
        if (sequence.getValue().isEmpty() && !path.isEmpty()) {
          empty.put(path, where(sequence));
        }
        for (int i = 0; i < sequence.getValue().size(); i++) {
          flatten(path + "." + i, sequence.getValue().get(i));
        }
      }
      case ScalarNode scalar -> values.put(path, new Setting(scalar.getValue(), where(scalar)));
      default ->
          problems.add(
              "read %s: %s (expected: plain values, lists and mappings)".formatted(file, path));
    }
  }

  private String where(Node node) {
    return file + ":" + node.getStartMark().map(it -> it.getLine() + 1).orElse(0);
  }

  /// The value of a key, from the environment or else from the file.
  Optional<Setting> find(String key) {
    asked.add(key);
    String variable = variable(key);
    String fromEnvironment = environment.get(variable);
    if (fromEnvironment != null) {
      return Optional.of(new Setting(fromEnvironment, variable));
    }
    return Optional.ofNullable(values.get(key));
  }

  String text(String key, String otherwise) {
    return find(key).map(Setting::value).orElse(otherwise);
  }

  String required(String key) {
    Optional<Setting> found = find(key);
    if (found.isEmpty() || found.get().value().isBlank()) {
      problems.add(
          "%s: %s is missing (expected: a value). Set it there or by %s."
              .formatted(file, key, variable(key)));
      return "";
    }
    return found.get().value();
  }

  int number(String key, int otherwise, int least, int most) {
    Optional<Setting> found = find(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(found.get().value().strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
      asked.add(key);
    }
    problem(key, found.get(), "a whole number from %d to %d".formatted(least, most));
    return otherwise;
  }

  boolean flag(String key) {
    Optional<Setting> found = find(key);
    if (found.isPresent() && !Set.of("true", "false").contains(found.get().value())) {
      problem(key, found.get(), "true or false");
    }
    return found.map(it -> it.value().equals("true")).orElse(false);
  }

  <E extends Enum<E>> E word(String key, E otherwise, List<E> words) {
    Optional<Setting> found = find(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    for (E word : words) {
      if (word.name().toLowerCase(Locale.ROOT).equals(found.get().value())) {
        return word;
      }
    }
    problem(
        key,
        found.get(),
        "one of "
            + String.join(
                ", ", words.stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList()));
    return otherwise;
  }

  /// How many entries a list has, in the file and in the environment together.
  int size(String key) {
    lists.add(key);
    int size = 0;
    while (size < MOST_ENTRIES && anyBelow(key + "." + size)) {
      size++;
    }
    return size;
  }

  /// A list of texts; a single text is a list of one, and in the environment commas part them.
  List<String> texts(String key) {
    return several(key).stream().map(Setting::value).toList();
  }

  /// The same, each knowing where it stands.
  List<Setting> several(String key) {
    Optional<Setting> one = find(key);
    if (one.isPresent()) {
      String where = one.get().where();
      return where.startsWith(VARIABLE)
          ? Stream.of(one.get().value().split(",")).map(it -> new Setting(it, where)).toList()
          : List.of(one.get());
    }
    var several = new ArrayList<Setting>();
    for (int i = 0; i < size(key); i++) {
      required(key + "." + i);
      find(key + "." + i).ifPresent(several::add);
    }
    return several;
  }

  void problem(String key, Setting setting, String expected) {
    problems.add(
        "%s: %s: \"%s\" (expected: %s)".formatted(setting.where(), key, setting.value(), expected));
  }

  /// Everything that was wrong, and the keys of the file that nobody asked for.
  List<String> problems() {
    var all = new ArrayList<>(problems);
    values.forEach((key, setting) -> {
      boolean isEmptyList = lists.contains(key) && setting.value().isEmpty();
      if (!asked.contains(key) && !isEmptyList) {
        all.add(unknown(key, setting.where()));
      }
    });
    empty.forEach((key, where) -> {
      if (asked.contains(key) && !lists.contains(key)) {
        all.add("%s: %s: empty (expected: a value)".formatted(where, key));
      } else if (!lists.contains(key) && asked.stream().noneMatch(it -> it.startsWith(key + "."))) {
        all.add(unknown(key, where));
      }
    });
    return all;
  }

  private static String unknown(String key, String where) {
    return "%s: %s is not a setting. docs/configuration.md lists them.".formatted(where, key);
  }

  /// The variables that were looked for, whether they are there or not.
  SortedSet<String> variables() {
    return asked.stream().map(Settings::variable).collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean anyBelow(String key) {
    String below = key + ".";
    String variable = variable(key);
    return values.containsKey(key)
        || empty.containsKey(key)
        || (!values.tailMap(below).isEmpty() && values.tailMap(below).firstKey().startsWith(below))
        || environment.keySet().stream()
            .anyMatch(it -> it.equals(variable) || it.startsWith(variable + "_"));
  }

  private static String variable(String key) {
    return VARIABLE + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
