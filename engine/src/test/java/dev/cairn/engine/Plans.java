// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Steps as a plan would say them, for tests.
final class Plans {
  static final ImageExpression JDK = image("openjdk-17-jdk-headless");

  private Plans() {}

  static ImageExpression image(String... packages) {
    return new ImageExpression(
        new ImageExpression.Base.Debian("bookworm", List.of(packages)),
        List.of(),
        List.of(),
        new TreeMap<>(),
        OptionalInt.empty(),
        List.of(),
        new TreeMap<>());
  }

  static ImageExpression with(ImageExpression image, String path, TreeExpression tree) {
    List<ImageExpression.Addition> additions = new ArrayList<>(image.additions());
    additions.add(new ImageExpression.Addition(path, tree));
    return new ImageExpression(
        image.base(),
        image.on(),
        additions,
        image.env(),
        image.user(),
        image.entrypoint(),
        image.labels());
  }

  static ImageExpression on(ImageExpression image, String... platforms) {
    return new ImageExpression(
        image.base(),
        List.of(platforms),
        image.additions(),
        image.env(),
        image.user(),
        image.entrypoint(),
        image.labels());
  }

  static Step.Origin origin() {
    return new Step.Origin("classes", "Delivery.java:17");
  }

  /// A step that is still to be given its inputs and its ending.
  static Builder run(String id, String... argv) {
    return new Builder(id, List.of(new Step.Command(List.of(argv), List.of())));
  }

  record Builder(
      String id,
      ImageExpression image,
      List<Step.Command> commands,
      List<Step.Input> inputs,
      SortedMap<String, String> env,
      Duration limit,
      Step.Network network) {
    Builder(String id, List<Step.Command> commands) {
      this(
          id, JDK, commands, List.of(), new TreeMap<>(), Duration.ofMinutes(10), Step.Network.NONE);
    }

    Builder image(ImageExpression other) {
      return new Builder(id, other, commands, inputs, env, limit, network);
    }

    Builder in(String path, TreeExpression tree) {
      List<Step.Input> more = new ArrayList<>(inputs);
      more.add(new Step.Input(path, tree));
      return new Builder(id, image, commands, more, env, limit, network);
    }

    Builder files(String... globs) {
      List<Step.Command> changed = new ArrayList<>(commands);
      changed.set(changed.size() - 1, new Step.Command(changed.getLast().argv(), List.of(globs)));
      return new Builder(id, image, changed, inputs, env, limit, network);
    }

    Builder then(String... argv) {
      List<Step.Command> more = new ArrayList<>(commands);
      more.add(new Step.Command(List.of(argv), List.of()));
      return new Builder(id, image, more, inputs, env, limit, network);
    }

    Builder env(String name, String value) {
      SortedMap<String, String> more = new TreeMap<>(env);
      more.put(name, value);
      return new Builder(id, image, commands, inputs, more, limit, network);
    }

    Builder limit(Duration other) {
      return new Builder(id, image, commands, inputs, env, other, network);
    }

    Builder online() {
      return new Builder(id, image, commands, inputs, env, limit, Step.Network.ALL);
    }

    Step.Run end(Step.Ending ending) {
      return new Step.Run(
          id, origin(), image, new Step.Room(commands, inputs, "/", env, limit, network), ending);
    }

    Step.Run out(String directory) {
      return end(new Step.Ending.Out(directory));
    }

    Step.Run text() {
      return end(new Step.Ending.Text());
    }
  }

  static TreeExpression files(String... globs) {
    return new TreeExpression.Files(List.of(globs));
  }

  static TreeExpression output(String step) {
    return new TreeExpression.Output(step);
  }

  static Tree tree(Map<String, String> files, ContentStore store) throws IOException {
    SortedMap<String, Tree.Entry> entries = new TreeMap<>();
    for (var file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
      Digest digest = store.put(bytes);
      entries.put(file.getKey(), new Tree.Entry.File(digest, bytes.length, false));
    }
    return Tree.of(entries, store);
  }
}
