// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import com.sun.source.util.JavacTask;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/// The compiler's types, as the task table and byte code name them.
final class Types {
  private static final Set<String> ARGUMENTS = Set.of("java.lang.String", "int", "boolean");

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  Types(JavacTask task) {
    this.elements = task.getElements();
    this.types = task.getTypes();
  }

  /// `ChangeMerged`, `String`, `int`, `void`
  String simpleName(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? declared.asElement().getSimpleName().toString()
        : type.toString();
  }

  /// Whether it implements the SDK's `Event`.
  boolean isEvent(TypeMirror type) {
    TypeElement event = elements.getTypeElement("dev.cairn.sdk.Event");
    return event != null
        && type.getKind() == TypeKind.DECLARED
        && types.isSubtype(type, event.asType());
  }

  /// Whether the command line can give it.
  boolean isArgument(TypeMirror type) {
    return ARGUMENTS.contains(type.toString())
        || (type instanceof DeclaredType declared
            && declared.asElement().getKind() == ElementKind.ENUM);
  }

  /// `shop/Delivery$Inner`
  String internalName(TypeElement type) {
    return elements.getBinaryName(type).toString().replace('.', '/');
  }

  /// `(Ldev/cairn/sdk/event/ChangeMerged;)V`
  String descriptor(ExecutableElement method) {
    var out = new StringBuilder("(");
    for (VariableElement parameter : method.getParameters()) {
      out.append(descriptor(parameter.asType()));
    }
    return out.append(')').append(descriptor(method.getReturnType())).toString();
  }

  /// The documentation comment; empty if there is none.
  String comment(Element element) {
    @Nullable String comment = elements.getDocComment(element);
    return comment == null ? "" : comment;
  }

  private String descriptor(TypeMirror type) {
    TypeMirror erased = types.erasure(type);
    return switch (erased.getKind()) {
      case BOOLEAN -> "Z";
      case BYTE -> "B";
      case SHORT -> "S";
      case INT -> "I";
      case LONG -> "J";
      case CHAR -> "C";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case VOID -> "V";
      case ARRAY -> "[" + descriptor(((ArrayType) erased).getComponentType());
      default -> "L" + internalName((TypeElement) ((DeclaredType) erased).asElement()) + ";";
    };
  }
}
