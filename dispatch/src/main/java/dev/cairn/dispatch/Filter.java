// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The conditions of `@When`, in CEL over the fields of a trigger: `branch == 'main'`.
///
/// An expression is compiled when it is first asked, and once. Environments and artifacts are their
/// names; what an event does not say is `null`. Safe for several threads.
final class Filter {
  private static final int LIMIT = 10_000;

  private final Map<Key, Compiled> compiled = new ConcurrentHashMap<>();

  private record Key(Trigger.Type type, String expression) {}

  private sealed interface Compiled {
    record Program(CelRuntime.Program program, boolean asksForRepository) implements Compiled {}

    record Wrong(String reason) implements Compiled {}
  }

  /// What a condition says of a trigger.
  sealed interface Answer {
    record Yes() implements Answer {}

    record No() implements Answer {}

    /// It can't be compiled or evaluated: nothing starts, and this is why.
    record Unclear(String reason) implements Answer {}
  }

  Answer asks(String expression, Trigger trigger) {
    return switch (compiled(trigger.type(), expression)) {
      case Compiled.Wrong(var reason) -> new Answer.Unclear(reason);
      case Compiled.Program(var program, var _) -> evaluate(program, expression, trigger);
    };
  }

  /// Whether the expression speaks of the repository: only then may a change of another repository
  /// than the bundle's own start its task.
  boolean asksForRepository(String expression, Trigger.Type type) {
    return compiled(type, expression) instanceof Compiled.Program(var _, var asks) && asks;
  }

  private static Answer evaluate(CelRuntime.Program program, String expression, Trigger trigger) {
    try {
      var result = program.eval(variables(trigger));
      return switch (result) {
        case Boolean value -> value ? new Answer.Yes() : new Answer.No();
        case Object other ->
            new Answer.Unclear(
                "@When(\"%s\"): gave %s (expected: true or false)".formatted(expression, other));
      };
    } catch (CelEvaluationException failure) {
      return new Answer.Unclear(
          "@When(\"%s\"): %s. Change the condition; the fields of %s are %s."
              .formatted(
                  expression,
                  failure.getMessage(),
                  trigger.type().word(),
                  String.join(", ", trigger.type().fields())));
    }
  }

  /// A field that is not there at all, since the event has not happened yet, has no variable: what
  /// asks for it can't be evaluated.
  private static Map<String, Object> variables(Trigger trigger) {
    var variables = new HashMap<String, Object>();
    trigger
        .fields()
        .forEach((name, field) ->
            variables.put(
                name,
                switch (field) {
                  case Trigger.Field.Text(var value) -> value;
                  case Trigger.Field.Flag(var value) -> value;
                  case Trigger.Field.Artifact(var artifact, var _) -> artifact;
                  case Trigger.Field.None _ ->
                      type(name).equals(SimpleType.DYN) ? NullValue.NULL_VALUE : "";
                }));
    return variables;
  }

  private Compiled compiled(Trigger.Type type, String expression) {
    return compiled.computeIfAbsent(new Key(type, expression), Filter::compile);
  }

  private static Compiled compile(Key key) {
    if (key.expression().length() > LIMIT) {
      return new Compiled.Wrong(
          "@When: %d characters (expected: %d or fewer)"
              .formatted(key.expression().length(), LIMIT));
    }
    try {
      var tree = tree(key);
      var program =
          CelRuntimeFactory.plannerRuntimeBuilder()
              .setOptions(options())
              .build()
              .createProgram(tree);
      boolean asks =
          tree.getReferenceMap().values().stream()
              .anyMatch(reference -> reference.name().equals("repository"));
      return new Compiled.Program(program, asks);
    } catch (CelValidationException | CelEvaluationException failure) {
      return new Compiled.Wrong(
          "@When(\"%s\"): %s. Change the condition; the fields of %s are %s."
              .formatted(
                  key.expression(),
                  failure.getMessage(),
                  key.type().word(),
                  String.join(", ", key.type().fields())));
    }
  }

  private static CelAbstractSyntaxTree tree(Key key) throws CelValidationException {
    var builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(options());
    key.type().fields().forEach(field -> builder.addVar(field, type(field)));
    return builder.build().compile(key.expression()).getAst();
  }

  /// An artifact may be missing, and is then null; a text is then empty.
  private static CelType type(String field) {
    return switch (field) {
      case "rollback", "first" -> SimpleType.BOOL;
      case "artifact", "before" -> SimpleType.DYN;
      default -> SimpleType.STRING;
    };
  }

  private static CelOptions options() {
    return CelOptions.current()
        .enableHeterogeneousNumericComparisons(true)
        .comprehensionMaxIterations(1_000)
        .build();
  }
}
