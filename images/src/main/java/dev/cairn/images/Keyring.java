// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;

/// The keys that may sign an archive's index.
final class Keyring {
  private static final List<Path> OF_DEBIAN =
      List.of(
          Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
          Path.of("/usr/share/keyrings/debian-archive-keyring.pgp"));
  private static final Path OF_APT = Path.of("/etc/apt/trusted.gpg.d");

  private final String name;
  private final List<PGPPublicKeyRingCollection> rings = new ArrayList<>();

  private Keyring(String name) {
    this.name = name;
  }

  /// The keys of a source; the machine's own Debian keys where it names none.
  static Keyring of(AptSource source) throws IOException {
    return source.signedBy().isEmpty() ? ofDebian() : of(source.signedBy());
  }

  /// Key files, or armored keys themselves.
  static Keyring of(List<String> signedBy) throws IOException {
    Keyring keyring =
        new Keyring(String.join(", ", signedBy.stream().map(Keyring::shown).toList()));
    for (String key : signedBy) {
      if (key.startsWith("-----BEGIN PGP")) {
        keyring.read(key.getBytes(StandardCharsets.UTF_8));
      } else if (key.startsWith("/")) {
        keyring.read(Path.of(key));
      } else {
        throw new UntrustedIndexException(
            "read keyring: \"%s\" (expected: an absolute path or an armored key; fingerprints are"
                    .formatted(key)
                + " not understood). Name the file in Signed-By.");
      }
    }
    return keyring;
  }

  private static Keyring ofDebian() throws IOException {
    List<Path> files =
        new ArrayList<>(OF_DEBIAN.stream().filter(Files::isReadable).limit(1).toList());
    if (files.isEmpty() && Files.isDirectory(OF_APT)) {
      try (Stream<Path> list = Files.list(OF_APT)) {
        list.filter(file -> file.getFileName().toString().startsWith("debian-archive-"))
            .filter(Files::isReadable)
            .forEach(files::add);
      }
    }
    if (files.isEmpty()) {
      throw new UntrustedIndexException(
          "read keyring: none of Debian's is here (expected: %s). Install the package"
                  .formatted(OF_DEBIAN.getFirst())
              + " debian-archive-keyring, or name a keyring by CAIRN_DEBIAN_KEYRING.");
    }
    return of(files.stream().map(Path::toString).toList());
  }

  /// Where they come from, for messages.
  String name() {
    return name;
  }

  @Nullable PGPPublicKey find(long id) throws UntrustedIndexException {
    for (PGPPublicKeyRingCollection ring : rings) {
      PGPPublicKey key = ring.getPublicKey(id);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  private void read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UntrustedIndexException(
          "read keyring: %s: not here (expected: the file that apt's Signed-By names). Install the"
                  .formatted(file)
              + " package that has it, such as debian-archive-keyring.");
    }
    read(Files.readAllBytes(file));
  }

  private void read(byte[] keys) throws IOException {
    try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(keys))) {
      rings.add(new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator()));
    } catch (PGPException e) {
      throw new UntrustedIndexException(
          "read keyring %s: %s (expected: OpenPGP public keys)".formatted(name, e.getMessage()), e);
    }
  }

  private static String shown(String key) {
    return key.startsWith("/") ? key : "a key in apt's configuration";
  }
}
