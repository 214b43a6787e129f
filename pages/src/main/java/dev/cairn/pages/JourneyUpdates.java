// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/// What an open page needs to become the page of a newer version of its journey. Served at `GET
/// /journeys/{id}/updates` as server-sent events, one per message:
///
/// ```
/// event: part
/// data: {"id":"c-4f2c","html":"<a id=\"c-4f2c\" class=\"n k-doing h-ok …\">…</a>"}
///
/// event: say
/// data: {"id":"say","html":"<section id=\"say\" …>…</section>","title":"held: …","icon":"/assets/icon-wait.svg","status":"Held at gate release: …"}
///
/// event: structure
/// data: {"more":1,"structure":"5f0c1a2b"}
///
/// event: ping
/// data: {}
/// ```
///
/// `ping` at least every five seconds: a page that hears nothing for ten says "as of 14:15:02"
/// instead of "live". `part` replaces the element with that id: a card (`c-…`), a stage's head
/// (`h-…`), a group of rows (`g-…`), a dock (`n-…`), `rail`, `crumb`, `key`. `structure` says that
/// a new layout is needed and how many cards are new: the page fetches itself again when its reader
/// is ready. A client that was away gets one `structure` if the structures differ, else the parts
/// that do.
///
/// Safe for many threads.
public final class JourneyUpdates {
  private final Pages pages;
  private final ObjectMapper json = new ObjectMapper();

  public JourneyUpdates(Pages pages) {
    this.pages = pages;
  }

  /// @param event `part`, `say`, `structure`
  /// @param data one line of JSON
  public record Message(String event, String data) {
    /// As it is written to the stream.
    ///
    /// @param position what the client sends back as `Last-Event-ID`
    public String line(String position) {
      return "id: " + position + "\nevent: " + event + "\ndata: " + data + "\n\n";
    }
  }

  /// Both versions are drawn at the same instant, so that nothing differs only because time went
  /// by.
  public List<Message> between(JourneyView before, JourneyView after, Instant now) {
    JourneyPage old = pages.journeyPage(before, now);
    JourneyPage fresh = pages.journeyPage(after, now);
    List<Message> messages = new ArrayList<>();
    say(old, fresh, messages);
    String structure = JourneyPicture.structure(fresh.cards().board());
    if (!structure.equals(JourneyPicture.structure(old.cards().board()))) {
      int more = Math.max(0, fresh.cards().cards().size() - old.cards().cards().size());
      messages.add(
          new Message(
              "structure", json.writeValueAsString(Map.of("more", more, "structure", structure))));
      return messages;
    }
    Map<String, Markup> was = old.parts();
    fresh
        .parts()
        .forEach((id, part) -> {
          String html = part.toString();
          Markup known = was.get(id);
          if (!id.equals("say") && (known == null || !known.toString().equals(html))) {
            messages.add(part(id, html));
          }
        });
    return messages;
  }

  private Message part(String id, String html) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("id", id);
    data.put("html", html);
    return new Message("part", json.writeValueAsString(data));
  }

  private void say(JourneyPage old, JourneyPage fresh, List<Message> messages) {
    String html = fresh.say().toString();
    if (html.equals(old.say().toString()) && fresh.title().equals(old.title())) {
      return;
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("id", "say");
    data.put("html", html);
    data.put("title", fresh.title() + " · Cairn");
    data.put("icon", Frame.icon(Look.of(fresh.view().journey().status()).hue()));
    data.put("status", fresh.view().journey().summary().text());
    messages.add(new Message("say", json.writeValueAsString(data)));
  }
}
