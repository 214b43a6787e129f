// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the team's own code on the stack: the line that a call stands on, and the task that it is
/// part of. The innermost method that is annotated as a task counts, so helpers and lambdas belong
/// to the task that calls them.
final class Stack {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Stack() {}

  /// The task that is calling.
  ///
  /// @throws IllegalStateException if none is
  static Place place(String tried) {
    return WALKER.walk(frames -> place(tried, frames));
  }

  private static Place place(String tried, Stream<StackFrame> frames) {
    Iterator<StackFrame> each = frames.iterator();
    while (each.hasNext()) {
      StackFrame frame = each.next();
      Class<?> owner = frame.getDeclaringClass();
      if (owner == Planning.class && frame.getMethodName().equals("plan")) {
        break;
      }
      if (!isTeams(owner)) {
        continue;
      }
      if (frame.getMethodName().equals("<clinit>")) {
        throw new IllegalStateException(
            tried
                + ": in a static field (expected: in a method with @Task, since a step belongs to"
                + " one plan). Make it a @Task method");
      }
      String kind = kind(frame);
      if (kind != null) {
        return new Place(kind, frame.getMethodName(), line(frame));
      }
    }
    throw new IllegalStateException(
        tried
            + ": outside of any task (expected: in a method with @Task, @Gate, @Probe or @Effect)");
  }

  /// Whether the task that is calling is a pure one; not so in a static field, or where none is.
  static boolean pure() {
    Optional<String> kind =
        WALKER.walk(frames ->
            frames
                .filter(frame -> isTeams(frame.getDeclaringClass()))
                .takeWhile(frame -> !frame.getMethodName().equals("<clinit>"))
                .flatMap(frame -> Optional.ofNullable(kind(frame)).stream())
                .findFirst());
    return kind.filter(word -> new Place(word, "", "").pure()).isPresent();
  }

  /// The innermost line of the team's code that is calling, or nothing.
  static String line() {
    Optional<StackFrame> frame =
        WALKER.walk(frames -> frames.filter(each -> isTeams(each.getDeclaringClass())).findFirst());
    return frame.map(Stack::line).orElse("");
  }

  /// The line of the team's code that threw it, or nothing.
  static String place(Throwable thrown) {
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (element.getClassName().equals(Planning.class.getName())
          && element.getMethodName().equals("plan")) {
        return "";
      }
      if (element.getModuleName() == null && !isSdk(element.getClassName())) {
        return element.getFileName() + ":" + element.getLineNumber();
      }
    }
    return "";
  }

  /// What was thrown in the first place.
  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper =
        thrown instanceof InvocationTargetException
            || thrown instanceof ExceptionInInitializerError;
    return wrapper && cause != null ? unwrapped(cause) : thrown;
  }

  /// The message; with the name of the exception where it is not of the SDK's own making.
  static String reason(Throwable thrown) {
    String message = thrown.getMessage();
    StackTraceElement[] trace = thrown.getStackTrace();
    boolean own = trace.length > 0 && isSdk(trace[0].getClassName());
    if (own && message != null) {
      return message;
    }
    String name = thrown.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static @Nullable String kind(StackFrame frame) {
    try {
      Method method =
          frame
              .getDeclaringClass()
              .getDeclaredMethod(frame.getMethodName(), frame.getMethodType().parameterArray());
      return kind(method);
    } catch (NoSuchMethodException _) {
      return null; // a constructor
    }
  }

  /// `task`, `gate`, `probe`, `effect`; null for any other method.
  static @Nullable String kind(Method method) {
    if (method.isAnnotationPresent(Task.class)) {
      return "task";
    }
    if (method.isAnnotationPresent(Gate.class)) {
      return "gate";
    }
    if (method.isAnnotationPresent(Probe.class)) {
      return "probe";
    }
    return method.isAnnotationPresent(Effect.class) ? "effect" : null;
  }

  private static boolean isTeams(Class<?> owner) {
    return !owner.getModule().isNamed() && !isSdk(owner.getName());
  }

  private static boolean isSdk(String className) {
    return className.startsWith("dev.cairn.sdk.") && !className.equals(Example.class.getName());
  }

  private static String line(StackFrame frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }
}
