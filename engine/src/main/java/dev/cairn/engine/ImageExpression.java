// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// An image, as a plan speaks of it:
/// `{"debian":"bookworm","packages":["openjdk-17-jre-headless"],"on":["linux/amd64"],"add":[["/app",TREE]],"env":{},"user":1000,"entrypoint":["java"],"labels":{}}`;
/// an empty base is `{"empty":true,…}`. Where `on` is empty, the platform of this machine is meant.
public record ImageExpression(
    Base base,
    List<String> on,
    List<Addition> additions,
    SortedMap<String, String> env,
    OptionalInt user,
    List<String> entrypoint,
    SortedMap<String, String> labels) {
  public ImageExpression {
    on = List.copyOf(on);
    additions = List.copyOf(additions);
    env = new TreeMap<>(env);
    entrypoint = List.copyOf(entrypoint);
    labels = new TreeMap<>(labels);
  }

  /// What lies below the additions.
  public sealed interface Base {
    /// Debian packages of a suite, with all that they depend on.
    record Debian(String suite, List<String> packages) implements Base {
      public Debian {
        packages = List.copyOf(packages);
      }
    }

    /// Nothing.
    record Empty() implements Base {}
  }

  /// A tree at a path of the image.
  public record Addition(String path, TreeExpression tree) {}
}
