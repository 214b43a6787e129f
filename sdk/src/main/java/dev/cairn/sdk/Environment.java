// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// Where artifacts run. What should run there is kept in Git, and one of these says which:
///
/// ```java
/// static final Environment PRODUCTION = Environment.named("production");
/// ```
public final class Environment {
  private final String name;

  private Environment(String name) {
    this.name = name;
  }

  /// The environment of this name in the server's configuration.
  public static Environment named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("environment: \"\" (expected: a name)");
    }
    return new Environment(name);
  }

  /// No environment, for an event that names none; its name is empty.
  static Environment none() {
    return new Environment("");
  }

  /// `production`.
  public String name() {
    return name;
  }

  /// Asks for this artifact to run there as this service: one commit in the configuration
  /// repository. Only in an {@link Effect}; done after all steps of the run have passed.
  public void desire(String service, Artifact artifact) {
    Planning.current("desire")
        .act(
            "desire",
            Json.object()
                .with("desire", name)
                .with("service", service)
                .with("artifact", artifact.json()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Environment that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /// Its name.
  @Override
  public String toString() {
    return name;
  }
}
