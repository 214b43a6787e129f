// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Moment;
import dev.cairn.journeys.Receipt;
import dev.cairn.journeys.Said;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/// A row of `said`: places and attributes are small JSON texts.
final class SaidText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SaidText() {}

  static String places(SortedSet<Identity> places) {
    var array = MAPPER.createArrayNode();
    places.forEach(place -> array.add(place.value()));
    return array.toString();
  }

  static String attributes(Map<String, String> attributes) {
    var object = MAPPER.createObjectNode();
    attributes.forEach(object::put);
    return object.toString();
  }

  static Said said(ResultSet row) throws SQLException {
    return new Said(
        new Identity(row.getString("about")),
        new Moment(
            Instant.ofEpochSecond(row.getLong("seconds"), row.getLong("nanos")),
            new EventId(row.getString("source"), row.getString("event"))),
        row.getInt("ordinal"),
        row.getString("type"),
        new Receipt(row.getString("delivery"), Instant.parse(row.getString("received"))),
        Words.of(NodeKind.values(), NodeKind::word, row.getString("kind")),
        places(row.getString("places")),
        attributes(row.getString("attributes")));
  }

  private static SortedSet<Identity> places(String json) {
    var places = new TreeSet<Identity>();
    for (var place : MAPPER.readTree(json)) {
      places.add(new Identity(place.asString()));
    }
    return places;
  }

  private static SortedMap<String, String> attributes(String json) {
    var attributes = new TreeMap<String, String>();
    for (var entry : MAPPER.readTree(json).properties()) {
      attributes.put(entry.getKey(), entry.getValue().asString());
    }
    return attributes;
  }
}
