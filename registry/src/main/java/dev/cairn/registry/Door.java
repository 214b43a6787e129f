// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who may come in, and what may go out: the two ports [Access] and [Releases], asked in one place.
/// What is held is held as a blob, too: a blob goes out only as part of a manifest of the same
/// repository that may go out.
final class Door {
  private final RegistryIndex index;
  private final Releases releases;
  private final Access access;

  Door(RegistryIndex index, Releases releases, Access access) {
    this.index = index;
    this.releases = releases;
    this.access = access;
  }

  /// Who this is, if they may do that.
  Caller enter(Exchange exchange, Access.Action action, String repository) throws RefusedException {
    return switch (access.answer(asked(exchange, action, repository))) {
      case Access.Answer.Granted(var caller) -> caller;
      case Access.Answer.WhoAreYou(var challenge, var message) ->
          throw new RefusedException(
              ErrorCode.UNAUTHORIZED, message, Map.of("WWW-Authenticate", challenge));
      case Access.Answer.Denied(var message) ->
          throw new RefusedException(ErrorCode.DENIED, message);
    };
  }

  /// Whether they may do that.
  boolean may(Exchange exchange, Access.Action action, String repository) {
    return access.answer(asked(exchange, action, repository)) instanceof Access.Answer.Granted;
  }

  /// Refuses a manifest that is held from this caller.
  void refuseHeldManifest(String repository, Digest digest, Caller caller) throws RefusedException {
    switch (releases.mayRead(repository, digest, caller)) {
      case Releases.Reading.Open _ -> {}
      case Releases.Reading.Held(var sentence) ->
          throw new RefusedException(ErrorCode.DENIED, sentence);
    }
  }

  boolean mayRead(String repository, Digest digest, Caller caller) {
    return releases.mayRead(repository, digest, caller) instanceof Releases.Reading.Open;
  }

  /// Refuses a blob that every manifest with it is held from this caller. One that is in no
  /// manifest yet is there for those who push.
  void refuseHeldBlob(Exchange exchange, String repository, Digest blob, Caller caller)
      throws IOException, RefusedException {
    List<String> reasons = new ArrayList<>();
    for (Digest manifest : index.manifestsWith(repository, blob)) {
      if (index.manifest(repository, manifest).isPresent()) {
        switch (releases.mayRead(repository, manifest, caller)) {
          case Releases.Reading.Open _ -> {
            return;
          }
          case Releases.Reading.Held(var sentence) -> reasons.add(sentence);
        }
      }
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(ErrorCode.DENIED, reasons.getFirst());
    }
    enter(exchange, Access.Action.PUSH, repository);
  }

  /// What a tag answers to this caller.
  Digest released(String repository, String tag, Caller caller) throws RefusedException {
    if (index.tag(repository, tag).isPresent()) {
      switch (releases.tag(repository, tag, caller)) {
        case Releases.TagAnswer.Released(var digest) -> {
          return digest;
        }
        case Releases.TagAnswer.Held(var sentence) ->
            throw new RefusedException(ErrorCode.DENIED, sentence);
        case Releases.TagAnswer.Unknown _ -> {
          // it is being pushed; answered as if it had not been
        }
      }
    }
    throw new RefusedException(
        ErrorCode.MANIFEST_UNKNOWN,
        "pull manifest: %s:%s: no such tag (expected: one of /v2/%s/tags/list)"
            .formatted(repository, tag, repository));
  }

  private static Access.Asked asked(Exchange exchange, Access.Action action, String repository) {
    return new Access.Asked(exchange.header("Authorization"), action, repository);
  }
}
