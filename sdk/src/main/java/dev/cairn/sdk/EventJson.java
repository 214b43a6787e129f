// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/// Events as JSON and back: the components of the record, by name; an artifact is an object, an
/// environment and a platform are their names, and what is empty is left out.
///
/// ```
/// {"artifact":{"name":"shop","digest":"sha256:…"},"reference":"registry/shop","repository":"shop"}
/// ```
final class EventJson {
  private EventJson() {}

  static Json.Members write(Event event) {
    Json.Members json = Json.object();
    for (RecordComponent component : components(event.getClass())) {
      Json value = write(component, read(event, component));
      if (!(value instanceof Json.Nothing)) {
        json = json.with(component.getName(), value);
      }
    }
    return json;
  }

  /// An event of this type, of these fields; fields that the type does not have are of no interest.
  static Object read(Class<?> type, Json.Members fields) {
    RecordComponent[] components = components(type);
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(type, components[i], fields.values().get(components[i].getName()));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "event %s: %s".formatted(type.getSimpleName(), Stack.reason(Stack.unwrapped(e))), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has a constructor of its components: " + type, e);
    }
  }

  private static RecordComponent[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(
          "event %s: a class (expected: a record)".formatted(type.getSimpleName()));
    }
    return components;
  }

  private static @Nullable Object read(Event event, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "event %s: %s: could not be read"
              .formatted(event.getClass().getSimpleName(), component.getName()),
          e);
    }
  }

  private static Json write(RecordComponent component, @Nullable Object value) {
    return switch (value) {
      case null -> new Json.Nothing();
      case String text -> text.isEmpty() ? new Json.Nothing() : new Json.Text(text);
      case Integer number -> new Json.Whole(number);
      case Long number -> new Json.Whole(number);
      case Boolean truth -> new Json.Truth(truth);
      case Platform platform -> new Json.Text(platform.toString());
      case Enum<?> constant -> new Json.Text(constant.name());
      case Environment environment -> write(component, environment.name());
      case Artifact artifact -> artifact.isAbsent() ? new Json.Nothing() : artifact.json();
      default -> throw unknown(component.getDeclaringRecord(), component);
    };
  }

  private static Object value(Class<?> event, RecordComponent component, @Nullable Json json) {
    Class<?> type = component.getType();
    if (json == null || json instanceof Json.Nothing) {
      return absent(event, component);
    }
    if (type == Artifact.class && json instanceof Json.Members artifact) {
      return Artifact.of(artifact.text("name"), artifact.text("digest"));
    }
    if (type == boolean.class && json instanceof Json.Truth(boolean truth)) {
      return truth;
    }
    if (type == long.class && json instanceof Json.Whole(long whole)) {
      return whole;
    }
    if (type == int.class && json instanceof Json.Whole(long whole)) {
      return Math.toIntExact(whole);
    }
    if (json instanceof Json.Text(String text)) {
      if (type == Environment.class) {
        return Environment.named(text);
      }
      if (type == String.class || type == Platform.class || type.isEnum()) {
        return argument(component.getName(), type, text);
      }
    }
    throw new IllegalArgumentException(
        "event %s: %s: %s (expected: %s)"
            .formatted(
                event.getSimpleName(), component.getName(), json.line(), type.getSimpleName()));
  }

  private static Object absent(Class<?> event, RecordComponent component) {
    Class<?> type = component.getType();
    if (type == String.class) {
      return "";
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == Environment.class) {
      return Environment.none();
    }
    if (type == Artifact.class) {
      return Artifact.absent(
          "this %s has no \"%s\"".formatted(event.getSimpleName(), component.getName()));
    }
    throw new IllegalArgumentException(
        "event %s: %s: absent (expected: %s)"
            .formatted(event.getSimpleName(), component.getName(), type.getSimpleName()));
  }

  /// A value from the command line, or a text from an event, as a parameter wants it.
  static Object argument(String name, Class<?> type, String text) {
    try {
      if (type == String.class) {
        return text;
      }
      if (type == int.class) {
        return Integer.parseInt(text);
      }
      if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
        return text.equals("true");
      }
      if (type == Platform.class) {
        return Platform.of(text);
      }
      if (type.isEnum()) {
        for (Object constant : type.getEnumConstants()) {
          if (((Enum<?>) constant).name().equals(text)) {
            return constant;
          }
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter %s: \"%s\" (expected: a whole number)".formatted(name, text), e);
    }
    throw new IllegalArgumentException(
        "parameter %s: \"%s\" (expected: %s)".formatted(name, text, expected(type)));
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      var names = new StringBuilder("one of");
      for (Object constant : type.getEnumConstants()) {
        names.append(' ').append(((Enum<?>) constant).name());
      }
      return names.toString();
    }
    return type == boolean.class
        ? "true or false"
        : "a String, int, boolean, enum or Platform, not a " + type.getSimpleName();
  }

  private static IllegalArgumentException unknown(Class<?> event, RecordComponent component) {
    return new IllegalArgumentException(
        "event %s: %s: a %s (expected: String, int, long, boolean, an enum, Artifact, Environment or Platform)"
            .formatted(
                event.getSimpleName(), component.getName(), component.getType().getSimpleName()));
  }
}
