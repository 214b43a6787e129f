// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunKey;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What dispatch decides by, read in the transaction that will keep the decision.
record StoredState(Views views, Dispatching.Folders folders) implements State {
  @Override
  public Catalogue catalogue() {
    return views.catalogue().now();
  }

  @Override
  public Folder folder(Bundle bundle, String commit) {
    return folders.at(bundle, commit);
  }

  @Override
  public boolean has(RunKey key) {
    return views.runs().has(key);
  }

  @Override
  public List<Trigger> earlier(Trigger.Type type, String about) {
    return views.dispatching().earlier(type, about);
  }

  @Override
  public List<Run> lane(String lane) {
    return views.runs().lane(lane);
  }

  @Override
  public boolean follows(String commit, String earlier) {
    return views.dispatching().follows(commit, earlier);
  }

  @Override
  public Optional<String> advisories() {
    return views.progress().advisories();
  }

  @Override
  public Optional<Instant> advisoriesSince() {
    return views.progress().advisoriesSince();
  }

  @Override
  public List<Trigger> live() {
    return views.environments().live();
  }

  @Override
  public List<Trigger> held() {
    return views.releases().held();
  }

  @Override
  public List<Trigger> awaiting(String bundle, String key) {
    return views.dispatching().awaiting(bundle, key);
  }
}
