// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// All pages, as whole HTML documents: complete without a script, nothing inline, so that the
/// policy `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src
/// 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'` holds.
///
/// Safe for many threads.
public final class Pages {
  private final JourneyPicture picture;
  private final ZoneId zone;

  /// @param zone of the clock times that people read
  public Pages(JourneyPicture picture, ZoneId zone) {
    this.picture = picture;
    this.zone = zone;
  }

  /// `GET /journeys/{id}`; `?unfold=all`, `?unfold=n-…`
  public String journey(JourneyView view, Instant now) {
    return JourneyPage.of(view, picture, now, zone).page();
  }

  JourneyPage journeyPage(JourneyView view, Instant now) {
    return JourneyPage.of(view, picture, now, zone);
  }

  /// `GET /journeys`; `?show=needs`, `?repository=…`, `?environment=…`, `?status=…`, `?q=…`
  public String journeys(JourneysView view, Instant now) {
    return new JourneysPage(view, Reading.at(now, zone), now).page();
  }

  /// `GET /runs/{id}`
  public String run(RunView view, Instant now) {
    return new RunPage(view, Reading.at(now, zone), now).page();
  }

  /// `GET /tasks`
  public String tasks(TasksView view, Instant now) {
    return TasksPage.of(view, picture, Reading.at(now, zone)).page();
  }

  /// `GET /environments`
  public String environments(EnvironmentsView view, Instant now) {
    return new EnvironmentsPage(view, Reading.at(now, zone), now).page();
  }

  /// `GET /deliveries/{id}`
  public String delivery(DeliveryView view, Instant now) {
    return new DeliveryPage(view, Reading.at(now, zone), now).page();
  }

  /// `GET /deliveries`
  public String deliveries(DeliveriesView view, Instant now) {
    return new DeliveriesPage(view, Reading.at(now, zone), now).page();
  }

  /// A page that says that something is not there or not allowed, and what to do.
  public String problem(String title, String detail) {
    Markup main =
        Markup.of("main")
            .add(Markup.of("h1").text(title))
            .add(
                Frame.say(
                    Look.UNKNOWN,
                    Markup.of("strong").text(detail),
                    Markup.of("p").add(Markup.link("/journeys", "All journeys"))));
    return new Frame(title, "", Look.Hue.WAIT).page(main);
  }

  /// `GET /assets/icon-{hue}.svg`, where hue is ok, now, wait, bad or off: the tab's icon.
  public Optional<String> icon(String hue) {
    return Assets.icon(hue);
  }

  /// The journey as text, as `GET /journeys/{id}.txt` and `cairn journey` show it.
  public String terminal(Journey journey, Terminal.Style style, Instant now) {
    return new Terminal(style, zone).text(journey, now);
  }

  /// A line for each change of state between two versions of a journey, as `cairn journey --follow`
  /// prints them in a pipe.
  public List<String> changes(Optional<Journey> before, Journey after, Terminal.Style style) {
    return new Terminal(style, zone).changes(before, after);
  }
}
