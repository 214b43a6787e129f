// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value that came from outside, to be walked without fear: whatever is not there, or is of
/// another type than expected, is [Nothing] and empty. Numbers are kept as the text that was sent,
/// so no number is too large and none is rounded.
///
/// ```
/// body.text("pull_request", "head", "sha")     → Optional[4f2c…]
/// body.items("commits")                        → [{…}, {…}]
/// ```
public sealed interface Json {
  /// An object; order as sent, of equal names the last one counts.
  record Fields(Map<String, Json> values) implements Json {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Fields with(String name, Json value) {
      var copy = new LinkedHashMap<>(values);
      copy.put(name, value);
      return new Fields(copy);
    }

    public Fields with(String name, String text) {
      return with(name, new Text(text));
    }

    /// Without a value there is no field.
    public Fields with(String name, Optional<String> text) {
      return text.isPresent() ? with(name, text.get()) : this;
    }
  }

  /// An array.
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A string.
  record Text(String value) implements Json {}

  /// A number, as it was written: `1e400`.
  record Numeral(String value) implements Json {}

  /// `true` or `false`.
  record Truth(boolean value) implements Json {}

  /// `null`, or nothing at all.
  record Nothing() implements Json {}

  static Json nothing() {
    return new Nothing();
  }

  static Fields fields() {
    return new Fields(Map.of());
  }

  static Items texts(Iterable<String> texts) {
    var items = new ArrayList<Json>();
    texts.forEach(text -> items.add(new Text(text)));
    return new Items(items);
  }

  /// @throws MalformedJson what is wrong, and where
  static Json read(byte[] bytes) throws MalformedJson {
    return JsonText.read(bytes);
  }

  /// Reads again what [#write] wrote.
  ///
  /// @throws IllegalArgumentException if it is no JSON
  static Json ofOwn(String written) {
    return JsonText.ofOwn(written);
  }

  /// Without spaces, in the order of the fields.
  default String write() {
    return JsonText.write(this);
  }

  /// What is found by going down these names.
  default Json at(String... path) {
    Json here = this;
    for (String name : path) {
      here = here instanceof Fields(var values) ? values.getOrDefault(name, nothing()) : nothing();
    }
    return here;
  }

  /// A string that is not empty.
  default Optional<String> text(String... path) {
    return at(path) instanceof Text(var value) && !value.isEmpty()
        ? Optional.of(value)
        : Optional.empty();
  }

  /// A string that is not empty, a number as written, or `true` or `false`.
  default Optional<String> word(String... path) {
    return switch (at(path)) {
      case Text(var value) -> value.isEmpty() ? Optional.empty() : Optional.of(value);
      case Numeral(var value) -> Optional.of(value);
      case Truth(var value) -> Optional.of(Boolean.toString(value));
      case Fields _, Items _, Nothing _ -> Optional.empty();
    };
  }

  default boolean isTrue(String... path) {
    return at(path) instanceof Truth(var value) && value;
  }

  /// The array there, or an empty list.
  default List<Json> items(String... path) {
    return at(path) instanceof Items(var values) ? values : List.of();
  }

  /// The object there, or an empty map.
  default Map<String, Json> members(String... path) {
    return at(path) instanceof Fields(var values) ? values : Map.of();
  }

  default boolean isAbsent() {
    return this instanceof Nothing;
  }
}
