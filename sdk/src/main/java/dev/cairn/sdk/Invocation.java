// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A worker's request, as a call of a method:
///
/// ```
/// {"id":7,"plan":"ship","class":"Delivery","with":{},"event":{"type":"ChangeMerged","fields":{…}}}
/// ```
final class Invocation implements Callable<@Nullable Object> {
  private static final Set<String> KNOWN =
      Set.of("id", "plan", "class", "with", "event", "events", "advisories");

  private final String task;
  private final String className;
  private final Json.Members with;
  private final List<Json.Members> events;
  private final Optional<String> advisories;

  private Invocation(
      String task,
      String className,
      Json.Members with,
      List<Json.Members> events,
      Optional<String> advisories) {
    this.task = task;
    this.className = className;
    this.with = with;
    this.events = events;
    this.advisories = advisories;
  }

  static Invocation read(Json.Members request) {
    for (String name : request.values().keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "read a request: \"%s\" (expected: one of %s)".formatted(name, KNOWN));
      }
    }
    Json.Members with =
        request.values().get("with") instanceof Json.Members members ? members : Json.object();
    List<Json.Members> events = new ArrayList<>();
    if (request.values().get("event") instanceof Json.Members event) {
      events.add(event);
    }
    if (request.values().get("events") instanceof Json.Elements(List<Json> several)) {
      for (Json event : several) {
        if (event instanceof Json.Members members) {
          events.add(members);
        }
      }
    }
    Optional<String> advisories =
        request.values().get("advisories") instanceof Json.Text(String digest)
            ? Optional.of(digest)
            : Optional.empty();
    return new Invocation(
        request.text("plan"), request.text("class"), with, List.copyOf(events), advisories);
  }

  /// Calls it on a new instance.
  @Override
  public @Nullable Object call() throws ReflectiveOperationException {
    Class<?> type = Class.forName(className);
    Method method = method(type);
    Object[] arguments = arguments(method);
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    Object bundle = constructor.newInstance();
    return method.invoke(bundle, arguments);
  }

  private Method method(Class<?> type) {
    List<Method> sameName = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(task) && Stack.kind(method) != null) {
        sameName.add(method);
      }
    }
    for (Method method : sameName) {
      if (takes(method)) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "task %s of %s: with %s and %d events (expected: %s)"
            .formatted(
                task,
                className,
                with.values().keySet(),
                events.size(),
                sameName.isEmpty() ? "a task of that name" : sameName));
  }

  private boolean takes(Method method) {
    Set<String> named = new HashSet<>();
    int event = 0;
    for (Parameter parameter : method.getParameters()) {
      Class<?> type = parameter.getType();
      if (Event.class.isAssignableFrom(type)) {
        if (event >= events.size()
            || !events.get(event).text("type").equals(type.getSimpleName())) {
          return false;
        }
        event++;
      } else if (type != Advisories.class) {
        named.add(parameter.getName());
      }
    }
    return event == events.size() && named.equals(with.values().keySet());
  }

  private Object[] arguments(Method method) {
    List<Object> arguments = new ArrayList<>();
    int event = 0;
    for (Parameter parameter : method.getParameters()) {
      Class<?> type = parameter.getType();
      if (Event.class.isAssignableFrom(type)) {
        Json fields = events.get(event).values().get("fields");
        arguments.add(
            EventJson.read(type, fields instanceof Json.Members members ? members : Json.object()));
        event++;
      } else if (type == Advisories.class) {
        arguments.add(
            Advisories.of(
                advisories.orElseThrow(() ->
                    new IllegalArgumentException(
                        "task " + task + ": no advisories came with the request"))));
      } else {
        arguments.add(
            EventJson.argument(parameter.getName(), type, with.text(parameter.getName())));
      }
    }
    return arguments.toArray();
  }
}
