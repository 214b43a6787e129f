// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A root file system: commands run in it, and OCI images are made of it. An expression; each
/// method gives another one.
///
/// ```java
/// static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");
/// ```
public final class Image {
  private final Json.Members base;
  private final List<Platform> platforms;
  private final List<Addition> additions;
  private final Config config;

  private Image(
      Json.Members base, List<Platform> platforms, List<Addition> additions, Config config) {
    this.base = base;
    this.platforms = platforms;
    this.additions = additions;
    this.config = config;
  }

  private record Addition(String path, Tree tree) {}

  private record Config(
      Map<String, String> env,
      Optional<Integer> user,
      List<String> entrypoint,
      Map<String, String> labels) {}

  /// These packages of a Debian suite, and all that they depend on; each by the hash that is in
  /// `cairn.lock`.
  public static Image debian(String suite, String... packages) {
    return based(
        Json.object().with("debian", suite).with("packages", Json.texts(Arrays.asList(packages))));
  }

  /// Nothing at all: for a program that needs nothing but itself.
  public static Image empty() {
    return based(Json.object().with("empty", true));
  }

  private static Image based(Json.Members base) {
    return new Image(
        base, List.of(), List.of(), new Config(Map.of(), Optional.empty(), List.of(), Map.of()));
  }

  /// For these platforms; {@link #pack} then gives one index of an image for each. Without it: the
  /// platform of the machine. Commands always run on the machine's own.
  public Image on(Platform... platforms) {
    return new Image(base, List.of(platforms), additions, config);
  }

  /// With these files at this path.
  public Image add(String path, Tree tree) {
    List<Addition> more = new ArrayList<>(additions);
    more.add(new Addition(Step.absolute("add", path), tree));
    return new Image(base, platforms, List.copyOf(more), config);
  }

  /// With this environment variable.
  public Image env(String name, String value) {
    return with(
        new Config(and(config.env, name, value), config.user, config.entrypoint, config.labels));
  }

  /// Its commands start as this user.
  public Image user(int id) {
    return with(new Config(config.env, Optional.of(id), config.entrypoint, config.labels));
  }

  /// It starts with this command, one argument each; no shell.
  public Image entrypoint(String... argv) {
    return with(new Config(config.env, config.user, List.of(argv), config.labels));
  }

  /// With this label. What changes with each commit does not belong here: it would change the
  /// bytes.
  public Image label(String name, String value) {
    return with(
        new Config(config.env, config.user, config.entrypoint, and(config.labels, name, value)));
  }

  /// A command in it, one argument each; no shell. It needs an end: see {@link Step}.
  public Step run(String... argv) {
    return Step.of(this, argv);
  }

  /// An OCI image of it, the same bytes on every machine.
  ///
  /// @param name what it is called: `shop`
  public Artifact pack(String name) {
    Planning planning = Planning.current("pack");
    return Artifact.packed(
        name, planning.step("pack", Json.object().with("pack", name).with("image", json())));
  }

  Json.Members json() {
    Json.Members json = base;
    if (!platforms.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (Platform platform : platforms) {
        names.add(platform.toString());
      }
      json = json.with("on", Json.texts(names));
    }
    if (!additions.isEmpty()) {
      List<Json> pairs = new ArrayList<>();
      for (Addition addition : additions) {
        pairs.add(Json.pair(addition.path, addition.tree.json()));
      }
      json = json.with("add", new Json.Elements(pairs));
    }
    if (!config.env.isEmpty()) {
      json = json.with("env", Json.map(config.env));
    }
    if (config.user.isPresent()) {
      json = json.with("user", config.user.get());
    }
    if (!config.entrypoint.isEmpty()) {
      json = json.with("entrypoint", Json.texts(config.entrypoint));
    }
    return config.labels.isEmpty() ? json : json.with("labels", Json.map(config.labels));
  }

  private Image with(Config other) {
    return new Image(base, platforms, additions, other);
  }

  static Map<String, String> and(Map<String, String> map, String name, String value) {
    Map<String, String> more = new TreeMap<>(map);
    more.put(name, value);
    return more;
  }
}
