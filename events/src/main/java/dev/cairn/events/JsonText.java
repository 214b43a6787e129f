// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes [Json] by streaming, within the limits of CONTRACT.md.
final class JsonText {
  static final int NESTING = 512;
  static final int FIELDS = 100_000;
  private static final int BODY = 26_214_400;

  /// What came may lie in an envelope of ours.
  private static final int ENVELOPE = 16;

  private static final JsonFactory FACTORY = factory(NESTING, BODY);

  /// Escapes can make more of what came than it was.
  private static final JsonFactory OWN = factory(NESTING + ENVELOPE, 6 * BODY);

  private static JsonFactory factory(int nesting, int length) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(nesting)
                .maxNumberLength(length)
                .maxStringLength(length)
                .maxNameLength(length)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(NESTING + ENVELOPE).build())
        .build();
  }

  private static final Pattern PARSERS_OWN =
      Pattern.compile(
          " \\((?:start marker )?at \\[Source: [^\\]]*\\]\\)|, from `[A-Za-z.]+\\(\\)`");

  private final AtomicInteger fields = new AtomicInteger();
  private final int most;

  private JsonText(int most) {
    this.most = most;
  }

  static Json ofOwn(String written) {
    try {
      return read(OWN, FIELDS + ENVELOPE, written.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(
          "read an event of the store: %s (expected: what was written there)"
              .formatted(e.getMessage()),
          e);
    }
  }

  static Json read(byte[] bytes) throws MalformedJson {
    return read(FACTORY, FIELDS, bytes);
  }

  private static Json read(JsonFactory factory, int fields, byte[] bytes) throws MalformedJson {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson("JSON: the body is empty (expected: a JSON value)");
      }
      Json value = new JsonText(fields).value(parser, first);
      if (parser.nextToken() != null) {
        throw new MalformedJson("JSON: more follows after the first value (expected: one value)");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJson("JSON: " + words(e) + place(e), e);
    }
  }

  /// What is wrong, without the parser's words on where what is open began, which it hides, and on
  /// which of its methods knows a limit.
  private static String words(JacksonException e) {
    return PARSERS_OWN.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  private Json value(JsonParser parser, JsonToken token) throws MalformedJson {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString());
      case VALUE_TRUE -> new Json.Truth(true);
      case VALUE_FALSE -> new Json.Truth(false);
      case VALUE_NULL -> Json.nothing();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new MalformedJson("JSON: %s where a value was expected".formatted(token));
    };
  }

  private Json object(JsonParser parser) throws MalformedJson {
    var values = new LinkedHashMap<String, Json>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (fields.incrementAndGet() > most) {
        throw new MalformedJson("JSON: more than 100,000 fields (expected: 100,000 or fewer)");
      }
      String name = parser.currentName();
      values.put(name, value(parser, parser.nextToken()));
    }
    return new Json.Fields(values);
  }

  private Json array(JsonParser parser) throws MalformedJson {
    var values = new ArrayList<Json>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      values.add(value(parser, token));
      token = parser.nextToken();
    }
    return new Json.Items(values);
  }

  static String write(Json json) {
    var out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json, generator);
    }
    return out.toString();
  }

  private static void write(Json json, JsonGenerator out) {
    switch (json) {
      case Json.Fields(var values) -> {
        out.writeStartObject();
        values.forEach((name, value) -> {
          out.writeName(name);
          write(value, out);
        });
        out.writeEndObject();
      }
      case Json.Items(var values) -> {
        out.writeStartArray();
        values.forEach(value -> write(value, out));
        out.writeEndArray();
      }
      case Json.Text(var value) -> out.writeString(value);
      case Json.Numeral(var value) -> out.writeNumber(value);
      case Json.Truth(var value) -> out.writeBoolean(value);
      case Json.Nothing _ -> out.writeNull();
    }
  }
}
