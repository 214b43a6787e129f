// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.cairn.bundles.FoundTasks.Found;
import dev.cairn.sdk.Effect;
import dev.cairn.sdk.Every;
import dev.cairn.sdk.Gate;
import dev.cairn.sdk.Probe;
import dev.cairn.sdk.Task;
import dev.cairn.sdk.When;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/// Finds the tasks in the compiler's trees, and what our rules say against them. It reads the trees
/// of a compilation without errors.
final class TaskFinder extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private static final List<Modifier> CONSTANT = List.of(Modifier.STATIC, Modifier.FINAL);

  private final Trees trees;
  private final SourcePositions positions;
  private final Types types;
  private final Path sources;
  private final List<Found> tasks = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private TaskFinder(JavacTask task, Path sources) {
    this.trees = Trees.instance(task);
    this.positions = trees.getSourcePositions();
    this.types = new Types(task);
    this.sources = sources;
  }

  static FoundTasks find(JavacTask task, List<CompilationUnitTree> units, Path sources) {
    var finder = new TaskFinder(task, sources);
    for (CompilationUnitTree unit : units) {
      finder.scan(unit, null);
    }
    if (finder.tasks.isEmpty() && finder.problems.isEmpty()) {
      finder.problems.add(
          new Problem(
              units.isEmpty() ? "" : finder.file(units.getFirst()),
              0,
              "no task (expected: a method with @Task, @Gate, @Probe or @Effect)"));
    }
    return new FoundTasks(finder.tasks, finder.problems);
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
    boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
    if (isField
        && trees.getElement(getCurrentPath()) instanceof VariableElement field
        && field.getModifiers().contains(Modifier.STATIC)
        && !field.getModifiers().containsAll(CONSTANT)) {
      refuse(
          tree,
          "static field %s: not final (expected: static final, since one process plans many runs)"
              .formatted(field.getSimpleName()));
    }
    return super.visitVariable(tree, null);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
    if (trees.getElement(getCurrentPath()) instanceof ExecutableElement method) {
      if (method.getAnnotation(Every.class) != null) {
        refuse(
            place(tree),
            "@Every on %s: nothing runs by the clock yet (expected: no @Every). Let an event start it, or call cairn run %s from cron."
                .formatted(name(method), name(method)));
      }
      List<TaskTable.Kind> kinds = kinds(method);
      if (kinds.size() > 1) {
        refuse(place(tree), "task %s: %s (expected: one kind)".formatted(name(method), kinds));
      } else if (kinds.size() == 1) {
        task(tree, method, kinds.getFirst());
      } else {
        for (VariableElement parameter : method.getParameters()) {
          if (parameter.getAnnotation(When.class) != null) {
            refuse(
                place(tree),
                "@When in %s: not a task (expected: on a parameter of a task)"
                    .formatted(name(method)));
          }
        }
      }
    }
    return super.visitMethod(tree, null);
  }

  private void task(MethodTree tree, ExecutableElement method, TaskTable.Kind kind) {
    Tree place = place(tree);
    if (!(method.getEnclosingElement() instanceof TypeElement owner) || !instantiable(owner)) {
      refuse(
          place,
          "task %s: its class can't be made (expected: a class of its own or a static one, not abstract, with a constructor without parameters)"
              .formatted(name(method)));
      return;
    }
    String returns = types.simpleName(method.getReturnType());
    if (returns.equals("Step")) {
      refuse(
          place,
          "task %s: returns a Step (expected: what is wanted of it: out, junit, check, text or passes)"
              .formatted(name(method)));
    }
    if (kind == TaskTable.Kind.GATE && !returns.equals("Verdict")) {
      refuse(place, "gate %s: returns %s (expected: Verdict)".formatted(name(method), returns));
    }
    Effect effect = method.getAnnotation(Effect.class);
    tasks.add(
        new Found(
            new FoundTasks.Method(
                types.internalName(owner), name(method), types.descriptor(method)),
            kind,
            at(place),
            firstSentence(types.comment(method)),
            parameters(place, method),
            returns,
            Optional.ofNullable(effect).map(Effect::lane).filter(lane -> !lane.isEmpty()),
            effect != null && effect.newestWins()));
  }

  private List<TaskTable.Parameter> parameters(Tree place, ExecutableElement method) {
    List<TaskTable.Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      String name = parameter.getSimpleName().toString();
      String type = types.simpleName(parameter.asType());
      boolean isEvent = types.isEvent(parameter.asType());
      if (!isEvent && !type.equals("Advisories") && !types.isArgument(parameter.asType())) {
        refuse(
            place,
            "parameter %s of %s: a %s (expected: an event, Advisories, String, int, boolean, an enum or Platform)"
                .formatted(name, name(method), type));
      }
      When when = parameter.getAnnotation(When.class);
      if (when != null && !isEvent) {
        refuse(
            place,
            "@When on parameter %s of %s: a %s (expected: an event)"
                .formatted(name, name(method), type));
      }
      parameters.add(
          new TaskTable.Parameter(name, type, Optional.ofNullable(when).map(When::value)));
    }
    return parameters;
  }

  private static List<TaskTable.Kind> kinds(ExecutableElement method) {
    List<TaskTable.Kind> kinds = new ArrayList<>();
    if (method.getAnnotation(Task.class) != null) {
      kinds.add(TaskTable.Kind.TASK);
    }
    if (method.getAnnotation(Gate.class) != null) {
      kinds.add(TaskTable.Kind.GATE);
    }
    if (method.getAnnotation(Probe.class) != null) {
      kinds.add(TaskTable.Kind.PROBE);
    }
    if (method.getAnnotation(Effect.class) != null) {
      kinds.add(TaskTable.Kind.EFFECT);
    }
    return kinds;
  }

  private static boolean instantiable(TypeElement type) {
    boolean reachable =
        type.getNestingKind() == NestingKind.TOP_LEVEL
            || (type.getNestingKind() == NestingKind.MEMBER
                && type.getModifiers().contains(Modifier.STATIC));
    return type.getKind() == ElementKind.CLASS
        && reachable
        && !type.getModifiers().contains(Modifier.ABSTRACT)
        && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(constructor -> constructor.getParameters().isEmpty());
  }

  /// The comment up to the end of its first sentence, on one line.
  private static String firstSentence(String comment) {
    String text = comment.strip();
    int paragraph = text.indexOf("\n\n");
    if (paragraph >= 0) {
      text = text.substring(0, paragraph);
    }
    text = text.replaceAll("\\s+", " ");
    int tag = text.startsWith("@") ? 0 : text.indexOf(" @");
    if (tag >= 0) {
      text = text.substring(0, tag);
    }
    for (int i = 0; i + 1 < text.length(); i++) {
      if (".?!".indexOf(text.charAt(i)) >= 0 && text.charAt(i + 1) == ' ') {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }

  private static String name(ExecutableElement method) {
    return method.getSimpleName().toString();
  }

  /// Where the method begins after its annotations.
  private static Tree place(MethodTree tree) {
    Tree returns = tree.getReturnType();
    return returns == null ? tree : returns;
  }

  private void refuse(Tree place, String words) {
    problems.add(new Problem(file(getCurrentPath().getCompilationUnit()), line(place), words));
  }

  /// `Delivery.java:26`, as a stack trace would have it.
  private String at(Tree place) {
    String file = file(getCurrentPath().getCompilationUnit());
    return file.substring(file.lastIndexOf('/') + 1) + ":" + line(place);
  }

  private int line(Tree place) {
    CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
    return (int) unit.getLineMap().getLineNumber(positions.getStartPosition(unit, place));
  }

  private String file(CompilationUnitTree unit) {
    return sources.relativize(Path.of(unit.getSourceFile().getName())).toString();
  }
}
