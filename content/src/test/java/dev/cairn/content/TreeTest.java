// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Tree.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeTest {
  private final MemoryStore store = new MemoryStore();

  private Entry.File file(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Entry.File(store.put(bytes), bytes.length, false);
  }

  private Tree tree(Map<String, ? extends Entry> entries) throws IOException {
    return Tree.of(new TreeMap<>(entries), store);
  }

  @Test
  void treeOfNothingIsTheDigestOfNoBytes() throws IOException {
    assertThat(tree(Map.of()).digest())
        .hasToString("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(tree(Map.of())).isEqualTo(Tree.EMPTY);
  }

  /// Written out by hand from remote_execution.proto's field numbers and proto3's encoding.
  @Test
  void directoryIsEncodedAsTheRemoteExecutionApiSays() throws IOException {
    Tree tree =
        tree(
            Map.of(
                "a.txt", file("hello"),
                "run", new Entry.File(store.put(new byte[0]), 0, true),
                "link", new Entry.Link("a.txt")));

    assertThat(HexFormat.of().formatHex(store.read(tree.digest())))
        .isEqualTo(
            "0a4d"
                + "0a05612e747874"
                + "1244"
                + "0a40"
                + ascii("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
                + "1005"
                + "0a4b"
                + "0a0372756e"
                + "1242"
                + "0a40"
                + ascii("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                + "2001"
                + "1a0d"
                + "0a046c696e6b"
                + "1205612e747874");
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void entriesComeBackAsTheyWereForManyTrees() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      SortedMap<String, Entry> entries = new TreeMap<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        entries.put(path(random), entry(random));
      }
      assertThat(Tree.of(entries, store).entries(store)).as("seed %d", seed).isEqualTo(entries);
    }
  }

  /// Names of directories differ from those of files, so that no path is both.
  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      path.append("dé").append(random.nextInt(3)).append('/');
    }
    return path.append("f-\uD83D\uDE00.").append(random.nextInt(20)).toString();
  }

  private Entry entry(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Entry.Link("../" + random.nextInt());
      case 1 -> new Entry.EmptyDirectory();
      default -> new Entry.File(file("x" + random.nextInt()).content(), 2, random.nextBoolean());
    };
  }

  @Test
  void equalDirectoriesAreKeptOnce() throws IOException {
    tree(Map.of("a/x", file("1"), "b/x", file("1"), "c/d/x", file("1")));

    assertThat(store.count())
        .as("a file and the directories of x, of d, and the root")
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a/", "a\0b", "a/\uD800"})
  void pathThatCouldLeaveTheDirectoryIsRefused(String path) {
    assertThatThrownBy(() -> tree(Map.of(path, file("x"))))
        .isInstanceOf(TreeException.class)
        .hasMessageStartingWith("make tree: path: \"");
  }

  @Test
  void pathThatIsFileAndDirectoryIsRefused() {
    assertThatThrownBy(() -> tree(Map.of("a", file("x"), "a/b", file("y"))))
        .hasMessage(
            "make tree: path: \"a/b\" (expected: not a file and a directory at the same path)");
  }

  @Test
  void nameOfMoreThan255BytesIsRefused() {
    assertThatThrownBy(() -> tree(Map.of("ä".repeat(128), file("x"))))
        .hasMessageContaining("names of at most 255 bytes");
  }

  @Test
  void onlyKeepsWhatMatches() throws IOException {
    Tree tree = tree(Map.of("a.jar", file("1"), "b.txt", file("2"), "lib/c.jar", file("3")));

    assertThat(tree.only(List.of("**/*.jar", "!a*"), store).entries(store))
        .containsOnlyKeys("lib/c.jar");
  }

  @Test
  void underMovesAllIntoADirectory() throws IOException {
    Tree tree = tree(Map.of("a", file("1"), "b/c", file("2")));

    assertThat(tree.under("/usr/lib", store).entries(store))
        .containsOnlyKeys("usr/lib/a", "usr/lib/b/c");
    assertThat(tree.under("/", store)).isEqualTo(tree);
    assertThatThrownBy(() -> tree.under("..", store)).isInstanceOf(TreeException.class);
  }

  @Test
  void mergedTreesHaveThePathsOfAll() throws IOException {
    Tree one = tree(Map.of("a", file("1"), "d", new Entry.EmptyDirectory()));
    Tree other = tree(Map.of("a", file("1"), "d/b", file("2")));

    assertThat(Tree.merge(List.of(one, other), store).entries(store)).containsOnlyKeys("a", "d/b");
  }

  @Test
  void mergeRefusesOtherContentAtTheSamePath() throws IOException {
    Tree one = tree(Map.of("lib/a", file("1")));
    Tree other = tree(Map.of("lib/a", new Entry.Link("b")));

    assertThatThrownBy(() -> Tree.merge(List.of(one, other), store))
        .isInstanceOf(TreeException.class)
        .hasMessage(
            "merge trees: lib/a: file of 1 bytes,"
                + " sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b and"
                + " link to b (expected: the same content, or other paths). Leave one of them out"
                + " with only(\"!lib/a\"), or move it with under(…).");
  }

  @Test
  void foreignBytesAreNoTree() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      Tree tree = new Tree(store.put(bytes));
      assertThatThrownBy(() -> tree.entries(store))
          .as("seed %d, round %d", seed, round)
          .isInstanceOf(TreeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "a\0"})
  void messageWithANameThatCouldLeaveTheDirectoryIsRefused(String name) {
    var message =
        new DirectoryMessage(
            List.of(new DirectoryMessage.File(name, file("x"))), List.of(), List.of());
    Tree tree = new Tree(store.put(message.bytes()));

    assertThatThrownBy(() -> tree.entries(store))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("name \"%s\"".formatted(name));
  }

  @Test
  void messageWithANameThatIsALinkAndADirectoryIsRefused() {
    var message =
        new DirectoryMessage(
            List.of(),
            List.of(new DirectoryMessage.Child("a", Tree.EMPTY.digest(), 0)),
            List.of(new DirectoryMessage.Link("a", new Entry.Link("/etc"))));
    Tree tree = new Tree(store.put(message.bytes()));

    assertThatThrownBy(() -> tree.entries(store)).hasMessageContaining("name \"a\" twice");
  }

  @Test
  void unsortedMessageIsRefused() {
    var message =
        new DirectoryMessage(
            List.of(
                new DirectoryMessage.File("b", file("x")),
                new DirectoryMessage.File("a", file("x"))),
            List.of(),
            List.of());
    Tree tree = new Tree(store.put(message.bytes()));

    assertThatThrownBy(() -> tree.entries(store)).hasMessageContaining("name \"a\" after \"b\"");
  }

  @Test
  void treeThatUnfoldsWithoutEndIsRefused() {
    var file = new DirectoryMessage.File("f", file("x"));
    Digest digest = store.put(new DirectoryMessage(List.of(file), List.of(), List.of()).bytes());
    for (int level = 0; level < 40; level++) {
      var message =
          new DirectoryMessage(
              List.of(),
              List.of(
                  new DirectoryMessage.Child("a", digest, 1),
                  new DirectoryMessage.Child("b", digest, 1)),
              List.of());
      digest = store.put(message.bytes());
    }
    Tree tree = new Tree(digest);

    assertThatThrownBy(() -> tree.entries(store))
        .hasMessage("read tree: more than 1,000,000 files in one tree (expected: fewer)");
  }

  @Test
  void treeThatIsTooDeepIsRefused() {
    Digest digest = Tree.EMPTY.digest();
    for (int level = 0; level < 5_000; level++) {
      var child = new DirectoryMessage.Child("a", digest, 1);
      digest = store.put(new DirectoryMessage(List.of(), List.of(child), List.of()).bytes());
    }
    Tree tree = new Tree(digest);

    assertThatThrownBy(() -> tree.entries(store))
        .hasMessageContaining("more than 128 directories inside one another");
  }
}
