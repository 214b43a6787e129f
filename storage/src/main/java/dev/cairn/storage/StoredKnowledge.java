// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Knowledge;
import dev.cairn.dispatch.Run;
import java.util.List;
import java.util.OptionalLong;

/// What is expected, read at the moment at which the journey is.
record StoredKnowledge(Views views, List<Place> configured) implements Knowledge {
  StoredKnowledge {
    configured = List.copyOf(configured);
  }

  @Override
  public Catalogue catalogue() {
    return views.catalogue().now();
  }

  @Override
  public List<Run> ofChange(String commit) {
    return views.runs().ofChange(commit);
  }

  @Override
  public List<Run> ofArtifact(String digest) {
    return views.runs().ofArtifact(digest);
  }

  @Override
  public List<Unstarted> unstarted(String about) {
    var answers =
        about.startsWith("sha256:")
            ? views.dispatching().answersToArtifact(about)
            : views.dispatching().answersToChange(about);
    return answers.stream()
        .map(answer ->
            new Unstarted(
                answer.waits(), answer.bundle(), answer.task(), answer.subject(), answer.clause()))
        .toList();
  }

  @Override
  public List<Place> places() {
    return configured.stream()
        .map(place ->
            new Place(
                place.environment(),
                place.service(),
                views
                    .environments()
                    .desired(place.environment(), place.service())
                    .flatMap(Environments.Desired::digest)))
        .toList();
  }

  @Override
  public OptionalLong usualSeconds(String bundle, String task) {
    return views.runs().usualSeconds(bundle, task);
  }
}
