// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.sdk.event.ArtifactPublished;

/// Something that was made and is known by its digest: an OCI image. A handle, where it comes from
/// a step of this plan; known, where it comes with an event.
public final class Artifact {
  private final Form form;

  private Artifact(Form form) {
    this.form = form;
  }

  private sealed interface Form {
    record Packed(String name, Handle step) implements Form {}

    record Known(String name, String digest) implements Form {}

    record Absent(String why) implements Form {}
  }

  /// An artifact that is known. For tests; tasks get theirs from events and from {@link
  /// Image#pack}.
  ///
  /// @param digest `sha256:` and 64 hex digits
  public static Artifact of(String name, String digest) {
    return new Artifact(new Form.Known(name, checked(digest)));
  }

  /// No artifact: any use of it fails with this reason. For an event's field that says "none", such
  /// as `before` of a first deployment.
  public static Artifact absent(String why) {
    return new Artifact(new Form.Absent(why));
  }

  static Artifact packed(String name, Handle step) {
    return new Artifact(new Form.Packed(name, step));
  }

  /// `shop`.
  public String name() {
    return switch (form) {
      case Form.Packed(String name, _) -> name;
      case Form.Known(String name, _) -> name;
      case Form.Absent(String why) -> throw none(why);
    };
  }

  /// `sha256:…`. Waits, if it is a step of this plan that makes it.
  public String digest() {
    return switch (form) {
      case Form.Packed(_, Handle step) -> Planning.current("digest").ask(step.json(), "digest");
      case Form.Known(_, String digest) -> digest;
      case Form.Absent(String why) -> throw none(why);
    };
  }

  /// The vulnerabilities that these advisories know of in what is inside.
  public Findings findings(Advisories advisories) {
    Planning planning = Planning.current("findings");
    var inputs = Json.object().with("artifact", json()).with("advisories", advisories.digest());
    return new Findings(
        planning.step("findings", Json.object().with("call", "findings/1").with("inputs", inputs)));
  }

  /// Puts it into a registry. Only in an {@link Effect}; done after all steps of the run have
  /// passed.
  ///
  /// @param reference `registry/shop` is Cairn's own registry; a tag may follow:
  ///   `registry/shop:1.2`
  /// @return the event, to be returned by the task
  public ArtifactPublished push(String reference) {
    String path = reference.substring(reference.indexOf('/') + 1);
    if (path.isEmpty() || path.length() == reference.length()) {
      throw new IllegalArgumentException(
          "push: \"%s\" (expected: registry/repository, as in registry/shop)".formatted(reference));
    }
    Planning.current("push")
        .act("push", Json.object().with("push", json()).with("reference", reference));
    int colon = path.lastIndexOf(':');
    return colon < 0
        ? new ArtifactPublished(this, reference, path, "")
        : new ArtifactPublished(
            this, reference, path.substring(0, colon), path.substring(colon + 1));
  }

  Json.Members json() {
    return switch (form) {
      case Form.Packed(_, Handle step) -> step.json();
      case Form.Known(String name, String digest) ->
          Json.object().with("name", name).with("digest", digest);
      case Form.Absent(String why) -> throw none(why);
    };
  }

  boolean isAbsent() {
    return form instanceof Form.Absent;
  }

  /// Equal if it is the same digest, or the same step.
  @Override
  public boolean equals(Object other) {
    return other instanceof Artifact that && form.equals(that.form);
  }

  @Override
  public int hashCode() {
    return form.hashCode();
  }

  /// Its name; `none`, where there is none.
  @Override
  public String toString() {
    return isAbsent() ? "none" : name();
  }

  static String checked(String digest) {
    boolean hex = digest.startsWith("sha256:") && digest.length() == 71;
    for (int i = 7; hex && i < digest.length(); i++) {
      hex = Character.digit(digest.charAt(i), 16) >= 0 && !Character.isUpperCase(digest.charAt(i));
    }
    if (!hex) {
      throw new IllegalArgumentException(
          "digest: \"%s\" (expected: sha256: and 64 lower-case hex digits)".formatted(digest));
    }
    return digest;
  }

  private static IllegalStateException none(String why) {
    return new IllegalStateException("use of an artifact: there is none: " + why);
  }
}
