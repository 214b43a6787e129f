// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.FoundTasks.Found;
import dev.cairn.bundles.FoundTasks.Method;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.StackInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the byte code of a bundle: which tasks call which, which steps are begun and dropped, and
/// which calls have no place in a plan. What it can't see (reflection, a step that lies in a
/// variable) is found when the plan is made, or harms the bundle alone.
final class ClassScan {
  private static final String STEP = ")Ldev/cairn/sdk/Step;";
  private static final String UNFINISHED =
      "a step without an end: nothing says what is wanted of it (expected: out, junit, check, text"
          + " or passes)";

  private final Map<Method, List<Call>> calls = new LinkedHashMap<>();
  private final Map<String, Parents> parents = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Found> tasks;

  /// A call of a method, at a line of a file.
  private record Call(Method method, String file, int line) {}

  /// What a class inherits from.
  private record Parents(List<String> names) {}

  ClassScan(Path classes, List<Found> tasks) throws IOException {
    this.tasks = tasks;
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      read(ClassFile.of().parse(file));
    }
    forbidden();
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// For each task the tasks that it calls, itself or through methods that are none, in order.
  Map<Method, List<String>> calls() {
    Map<Method, String> names = new HashMap<>();
    tasks.forEach(task -> names.put(task.method(), task.method().name()));
    Map<Method, List<String>> called = new HashMap<>();
    for (Found task : tasks) {
      Set<String> found = new LinkedHashSet<>();
      called(task.method(), names, found, new HashSet<>());
      called.put(task.method(), List.copyOf(found));
    }
    return called;
  }

  private void called(Method from, Map<Method, String> names, Set<String> found, Set<Method> seen) {
    for (Call call : calls.getOrDefault(from, List.of())) {
      Optional<Method> target = resolve(call.method());
      if (target.isEmpty() || !seen.add(target.get())) {
        continue;
      }
      String task = names.get(target.get());
      if (task == null) {
        called(target.get(), names, found, seen);
      } else {
        found.add(task);
      }
    }
  }

  private void read(ClassModel model) {
    String owner = model.thisClass().asInternalName();
    List<String> above = new ArrayList<>();
    model.superclass().map(ClassEntry::asInternalName).ifPresent(above::add);
    model.interfaces().forEach(type -> above.add(type.asInternalName()));
    parents.put(owner, new Parents(List.copyOf(above)));
    String folder = owner.substring(0, owner.lastIndexOf('/') + 1);
    String file =
        model
            .findAttribute(Attributes.sourceFile())
            .map(source -> folder + source.sourceFile().stringValue())
            .orElse(owner);
    for (MethodModel method : model.methods()) {
      read(owner, file, method);
    }
  }

  private void read(String owner, String file, MethodModel method) {
    List<Call> found = new ArrayList<>();
    int line = 0;
    boolean begun = false;
    for (CodeElement element : method.code().map(CodeModel::elementList).orElse(List.of())) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case InvokeInstruction invoke -> {
          String descriptor = invoke.type().stringValue();
          found.add(
              new Call(
                  new Method(
                      invoke.owner().asInternalName(), invoke.name().stringValue(), descriptor),
                  file,
                  line));
          begun = descriptor.endsWith(STEP);
        }
        case InvokeDynamicInstruction dynamic -> {
          for (LoadableConstantEntry argument : dynamic.invokedynamic().bootstrap().arguments()) {
            if (argument instanceof MethodHandleEntry handle) {
              found.add(new Call(method(handle), file, line));
            }
          }
          begun = false;
        }
        case StackInstruction stack -> {
          if (begun && stack.opcode() == Opcode.POP) {
            problems.add(new Problem(file, line, UNFINISHED));
          }
          begun = false;
        }
        case Instruction _ -> begun = false;
        default -> {}
      }
    }
    calls.put(
        new Method(owner, method.methodName().stringValue(), method.methodType().stringValue()),
        found);
  }

  private static Method method(MethodHandleEntry handle) {
    var reference = handle.reference();
    return new Method(
        reference.owner().asInternalName(),
        reference.name().stringValue(),
        reference.type().stringValue());
  }

  /// The method of this bundle that is meant, if it is one.
  private Optional<Method> resolve(Method method) {
    Deque<String> owners = new ArrayDeque<>(List.of(method.owner()));
    while (!owners.isEmpty()) {
      String owner = owners.poll();
      var candidate = new Method(owner, method.name(), method.descriptor());
      if (calls.containsKey(candidate)) {
        return Optional.of(candidate);
      }
      Parents above = parents.get(owner);
      if (above != null) {
        owners.addAll(above.names());
      }
    }
    return Optional.empty();
  }

  private void forbidden() {
    Set<Method> pure = reachableFromPure();
    calls.forEach((method, made) -> {
      for (Call call : made) {
        Forbidden.in(call.method())
            .filter(rule -> !rule.onlyPure() || pure.contains(method))
            .ifPresent(rule ->
                problems.add(new Problem(call.file(), call.line(), rule.words(call.method()))));
      }
    });
  }

  /// What a pure task may come through: its calls, and what runs when a class or an object is made.
  private Set<Method> reachableFromPure() {
    Deque<Method> next = new ArrayDeque<>();
    for (Found task : tasks) {
      if (task.kind().isPure()) {
        next.add(task.method());
      }
    }
    for (Method method : calls.keySet()) {
      if (method.name().equals("<clinit>") || method.name().equals("<init>")) {
        next.add(method);
      }
    }
    Set<Method> seen = new HashSet<>(next);
    while (!next.isEmpty()) {
      for (Call call : calls.getOrDefault(next.poll(), List.of())) {
        resolve(call.method()).filter(seen::add).ifPresent(next::add);
      }
    }
    return seen;
  }
}
