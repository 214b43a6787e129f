// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one event said of one subject.
///
/// ```
/// about run:cairn/r-12 · at 14:03:12Z, event (cairn, run/r-12/finished/1) · run · {status=passed, finished=…}
/// ```
///
/// @param about one of the subject's identities, the surest: digest and commit before others
/// @param ordinal which of the event's statements this is; event and ordinal make it one
/// @param places shown and searched, never joined by
public record Said(
    Identity about,
    Moment moment,
    int ordinal,
    String type,
    Receipt receipt,
    NodeKind kind,
    SortedSet<Identity> places,
    SortedMap<String, String> attributes) {
  public Said {
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }
}
