// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An element of HTML or SVG. Text and values are escaped by being text and values: there is no way
/// to put markup in as a string. Links lead to this server, to a place of the page, or to http(s).
///
/// ```
/// Markup.of("a").with("href", "/runs/r-12").text("<log>")   →   <a href="/runs/r-12">&lt;log&gt;</a>
/// ```
///
/// Built by one thread, then only read.
final class Markup {
  private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "col");
  private static final Set<String> LEAF = Set.of("path", "rect", "use", "circle", "ellipse");

  private sealed interface Child {
    record Inner(Markup element) implements Child {}

    record Text(String text) implements Child {}

    /// Text of this module's own resources: a style sheet.
    record Own(String text) implements Child {}
  }

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Child> children = new ArrayList<>();

  private Markup(String name) {
    this.name = name;
  }

  static Markup of(String name) {
    return new Markup(name);
  }

  static Markup of(String name, String style) {
    return new Markup(name).with("class", style);
  }

  static Markup text(String name, String style, String text) {
    return of(name, style).text(text);
  }

  static Markup link(String href, String text) {
    return of("a").with("href", href).text(text);
  }

  Markup with(String attribute, String value) {
    if (value.isEmpty() && attribute.equals("class")) {
      return this;
    }
    boolean address = attribute.equals("href") || attribute.equals("action");
    attributes.put(attribute, address ? safe(value) : value);
    return this;
  }

  Markup with(String attribute, double value) {
    return with(attribute, number(value));
  }

  Markup with(String attribute, Optional<String> value) {
    value.ifPresent(present -> with(attribute, present));
    return this;
  }

  Markup text(String text) {
    children.add(new Child.Text(Words.visible(text)));
    return this;
  }

  /// As [#text], with line ends kept: for what stands in a `pre`.
  Markup lines(String text) {
    String kept = String.join("\n", text.lines().map(Words::visible).toList());
    children.add(new Child.Text(kept));
    return this;
  }

  Markup add(Markup element) {
    children.add(new Child.Inner(element));
    return this;
  }

  Markup add(List<Markup> elements) {
    elements.forEach(this::add);
    return this;
  }

  Markup add(Optional<Markup> element) {
    element.ifPresent(this::add);
    return this;
  }

  /// @param resource text that ships with this module, never anything that came from outside
  Markup own(String resource) {
    children.add(new Child.Own(resource));
    return this;
  }

  void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach((attribute, value) -> {
      out.append(' ').append(attribute).append("=\"");
      escape(Words.visible(value), out);
      out.append('"');
    });
    if (children.isEmpty() && LEAF.contains(name)) {
      out.append("/>");
      return;
    }
    out.append('>');
    if (VOID.contains(name)) {
      return;
    }
    for (Child child : children) {
      switch (child) {
        case Child.Inner(var element) -> element.write(out);
        case Child.Text(var text) -> escape(text, out);
        case Child.Own(var text) -> out.append(text);
      }
    }
    out.append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /// An address that can't run anything; anything else becomes `#`.
  static String safe(String address) {
    boolean here =
        address.startsWith("#")
            || address.startsWith("?")
            || (address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\"));
    boolean web = address.startsWith("https://") || address.startsWith("http://");
    return here || web ? address : "#";
  }

  /// A number without needless digits, the same on every machine.
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    String sign = hundredths < 0 ? "-" : "";
    long whole = Math.abs(hundredths) / 100;
    String rest = String.format("%02d", Math.abs(hundredths) % 100).replaceAll("0$", "");
    return sign + whole + "." + rest;
  }
}
