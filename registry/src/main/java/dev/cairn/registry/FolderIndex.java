// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An index of small files; no name of a repository begins with an underscore:
///
/// ```
/// repositories/registry/shop/_blobs/<hex>                    empty: the repository has it
/// repositories/registry/shop/_manifests/<hex>                {"mediaType":"application/vnd.oci…","size":1234,"children":["sha256:…"],…}
/// repositories/registry/shop/_tags/main                      sha256:9f86d0…
/// repositories/registry/shop/_referrers/sha256-<hex>/<hex>   empty: the second has the first as its subject
/// repositories/registry/shop/_named/<hex>/<hex>              empty: the second, a manifest, names the first, a blob
/// names/sha512-<hex>                                         sha256:9f86d0…
/// incoming/…                                                 what is being written; renamed when flushed
/// ```
///
/// Several processes may share it.
public final class FolderIndex implements RegistryIndex {
  private final Path repositories;
  private final Path names;
  private final Path incoming;

  private FolderIndex(Path repositories, Path names, Path incoming) {
    this.repositories = repositories;
    this.names = names;
    this.incoming = incoming;
  }

  /// Opens the index in this folder, making it if need be.
  public static FolderIndex open(Path folder) throws IOException {
    var index =
        new FolderIndex(
            folder.resolve("repositories"), folder.resolve("names"), folder.resolve("incoming"));
    Files.createDirectories(index.repositories);
    Files.createDirectories(index.names);
    Files.createDirectories(index.incoming);
    return index;
  }

  @Override
  public void addBlob(String repository, Digest blob) throws IOException {
    mark(in(repository, "_blobs"), blob.hex());
  }

  @Override
  public boolean hasBlob(String repository, Digest blob) {
    return Files.exists(in(repository, "_blobs").resolve(blob.hex()));
  }

  @Override
  public boolean removeBlob(String repository, Digest blob) throws IOException {
    return Files.deleteIfExists(in(repository, "_blobs").resolve(blob.hex()));
  }

  @Override
  public void addManifest(String repository, Manifest manifest) throws IOException {
    String hex = manifest.digest().hex();
    for (Digest blob : manifest.blobs()) {
      mark(in(repository, "_named").resolve(blob.hex()), hex);
    }
    if (manifest.referrer().isPresent()) {
      mark(referrersOf(repository, manifest.referrer().get().subject()), hex);
    }
    write(in(repository, "_manifests"), hex, ManifestFile.write(manifest));
  }

  @Override
  public Optional<Manifest> manifest(String repository, Digest digest) throws IOException {
    try {
      byte[] json = Files.readAllBytes(in(repository, "_manifests").resolve(digest.hex()));
      return Optional.of(ManifestFile.read(digest, json));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean removeManifest(String repository, Digest digest) throws IOException {
    Optional<Manifest> manifest = manifest(repository, digest);
    if (manifest.isEmpty()) {
      return false;
    }
    for (String tag : names(in(repository, "_tags"))) {
      if (tag(repository, tag).filter(digest::equals).isPresent()) {
        removeTag(repository, tag);
      }
    }
    boolean removed = Files.deleteIfExists(in(repository, "_manifests").resolve(digest.hex()));
    for (Digest blob : manifest.get().blobs()) {
      Files.deleteIfExists(in(repository, "_named").resolve(blob.hex()).resolve(digest.hex()));
    }
    if (manifest.get().referrer().isPresent()) {
      String subject = manifest.get().referrer().get().subject();
      Files.deleteIfExists(referrersOf(repository, subject).resolve(digest.hex()));
    }
    return removed;
  }

  @Override
  public void addTag(String repository, String tag, Digest digest) throws IOException {
    write(in(repository, "_tags"), tag, digest.toString());
  }

  @Override
  public Optional<Digest> tag(String repository, String tag) {
    return digestIn(in(repository, "_tags").resolve(tag));
  }

  @Override
  public boolean removeTag(String repository, String tag) throws IOException {
    return Files.deleteIfExists(in(repository, "_tags").resolve(tag));
  }

  @Override
  public Optional<List<String>> tags(String repository) throws IOException {
    return Files.isDirectory(in(repository, "_manifests"))
            || Files.isDirectory(in(repository, "_blobs"))
        ? Optional.of(names(in(repository, "_tags")))
        : Optional.empty();
  }

  @Override
  public List<Manifest> referrers(String repository, String subject) throws IOException {
    List<Manifest> referrers = new ArrayList<>();
    for (String hex : names(referrersOf(repository, subject))) {
      manifest(repository, new Digest(hex)).ifPresent(referrers::add);
    }
    return referrers;
  }

  @Override
  public List<Digest> manifestsWith(String repository, Digest blob) throws IOException {
    return names(in(repository, "_named").resolve(blob.hex())).stream().map(Digest::new).toList();
  }

  @Override
  public void addName(String name, Digest digest) throws IOException {
    write(names, name.replace(':', '-'), digest.toString());
  }

  @Override
  public Optional<Digest> named(String name) {
    return digestIn(names.resolve(name.replace(':', '-')));
  }

  private Path in(String repository, String part) {
    return repositories.resolve(repository).resolve(part);
  }

  private Path referrersOf(String repository, String subject) {
    return in(repository, "_referrers").resolve(subject.replace(':', '-'));
  }

  private static Optional<Digest> digestIn(Path file) {
    try {
      return Optional.of(Digest.parse(Files.readString(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("read registry index: " + file, e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of(); // nothing was ever written there
    }
    names.sort(null);
    return names;
  }

  private void mark(Path folder, String name) throws IOException {
    if (!Files.exists(folder.resolve(name))) {
      write(folder, name, "");
    }
  }

  private void write(Path folder, String name, String text) throws IOException {
    Path temporary = Files.createTempFile(incoming, "write", null);
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      flush(temporary, StandardOpenOption.WRITE);
      Files.createDirectories(folder);
      Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      flush(folder, StandardOpenOption.READ);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void flush(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
