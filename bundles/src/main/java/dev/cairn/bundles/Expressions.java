// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.content.Digest;
import dev.cairn.engine.ImageExpression;
import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Reads trees, images, artifacts and rooms. The forms are those that [TreeExpression],
/// [ImageExpression] and [Step] show. Steps may only be named after they have been written down.
final class Expressions {
  private static final int USUAL_SECONDS = 600;
  private static final int MOST_SECONDS = 86_400;

  private final Map<String, Step> steps;

  /// @param steps those written down so far, by id; grows meanwhile
  Expressions(Map<String, Step> steps) {
    this.steps = steps;
  }

  TreeExpression tree(JsonNode node) throws BadLineException {
    Members members = Members.of("a tree", node);
    TreeExpression tree = tree(members);
    members.end();
    return tree;
  }

  private TreeExpression tree(Members members) throws BadLineException {
    if (members.has("files")) {
      return new TreeExpression.Files(some("files", members.texts("files")));
    }
    if (members.has("step")) {
      String id = members.text("step");
      if (!isTree(step(id))) {
        throw members.wrong("step", id, "a step that ends with out");
      }
      return new TreeExpression.Output(id);
    }
    if (members.has("file")) {
      List<String> file = members.texts("file");
      if (file.size() != 2) {
        throw members.wrong("file", file.toString(), "a path and a text");
      }
      return new TreeExpression.Text(relative("file", file.get(0)), file.get(1));
    }
    if (members.has("merge")) {
      List<TreeExpression> parts = new ArrayList<>();
      for (JsonNode part : members.elements("merge")) {
        parts.add(tree(part));
      }
      return new TreeExpression.Merge(parts);
    }
    TreeExpression of = tree(members.node("of"));
    return members.has("only")
        ? new TreeExpression.Only(of, some("only", members.texts("only")))
        : new TreeExpression.Under(of, relative("under", members.text("under")));
  }

  ImageExpression image(JsonNode node) throws BadLineException {
    Members members = Members.of("an image", node);
    ImageExpression.Base base;
    if (members.has("empty")) {
      members.onlyTrue("empty");
      base = new ImageExpression.Base.Empty();
    } else {
      base = new ImageExpression.Base.Debian(members.text("debian"), members.texts("packages"));
    }
    List<ImageExpression.Addition> additions = new ArrayList<>();
    if (members.has("add")) {
      for (JsonNode pair : members.elements("add")) {
        List<JsonNode> both = pair("add", pair);
        additions.add(
            new ImageExpression.Addition(
                absolute("add", Members.text("add", both.get(0))), tree(both.get(1))));
      }
    }
    var image =
        new ImageExpression(
            base,
            members.optionalTexts("on"),
            additions,
            members.optionalMap("env"),
            members.has("user")
                ? OptionalInt.of(members.whole("user", 0, Integer.MAX_VALUE))
                : OptionalInt.empty(),
            members.optionalTexts("entrypoint"),
            members.optionalMap("labels"));
    members.end();
    return image;
  }

  /// The members of a step that say what the commands find.
  Step.Room room(Members members) throws BadLineException {
    List<Step.Input> inputs = new ArrayList<>();
    if (members.has("in")) {
      for (JsonNode pair : members.elements("in")) {
        List<JsonNode> both = pair("in", pair);
        inputs.add(
            new Step.Input(absolute("in", Members.text("in", both.get(0))), tree(both.get(1))));
      }
    }
    int seconds = members.has("limit") ? members.whole("limit", 1, MOST_SECONDS) : USUAL_SECONDS;
    return new Step.Room(
        commands(members),
        inputs,
        absolute("cwd", members.optionalText("cwd").orElse("/")),
        members.optionalMap("env"),
        Duration.ofSeconds(seconds),
        network(members));
  }

  private static List<Step.Command> commands(Members members) throws BadLineException {
    List<JsonNode> run = members.elements("run");
    List<JsonNode> files = members.has("files") ? members.elements("files") : List.of();
    if (run.isEmpty() || (!files.isEmpty() && files.size() != run.size())) {
      throw members.wrong(
          "run",
          run.size() + " commands, " + files.size() + " of files",
          "as many of both, or run alone");
    }
    List<Step.Command> commands = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      List<String> globs = new ArrayList<>();
      if (!files.isEmpty()) {
        for (String glob : Members.texts("files", files.get(i))) {
          globs.add(absolute("files", glob));
        }
      }
      commands.add(new Step.Command(some("run", Members.texts("run", run.get(i))), globs));
    }
    return commands;
  }

  /// `true`, `false`, or the hosts that are meant; which hosts is not enforced yet.
  private static Step.Network network(Members members) throws BadLineException {
    if (!members.has("network")) {
      return Step.Network.NONE;
    }
    if (members.node("network").isArray()) {
      some("network", members.texts("network"));
      return Step.Network.ALL;
    }
    return members.truth("network") ? Step.Network.ALL : Step.Network.NONE;
  }

  /// The names of the secrets that a step asks for: `"secrets":[["/run/chat","chat"]]`.
  static List<String> secrets(Members members) throws BadLineException {
    List<String> names = new ArrayList<>();
    if (members.has("secrets")) {
      for (JsonNode pair : members.elements("secrets")) {
        List<JsonNode> both = pair("secrets", pair);
        absolute("secrets", Members.text("secrets", both.get(0)));
        names.add(Members.text("secrets", both.get(1)));
      }
    }
    return names;
  }

  Step.Ending ending(Members members) throws BadLineException {
    List<Step.Ending> endings = new ArrayList<>();
    if (members.has("out")) {
      endings.add(new Step.Ending.Out(absolute("out", members.text("out"))));
    }
    if (members.has("junit")) {
      endings.add(new Step.Ending.Junit(absolute("junit", members.text("junit"))));
    }
    if (members.has("check")) {
      members.onlyTrue("check");
      endings.add(new Step.Ending.Check());
    }
    if (members.has("text")) {
      members.onlyTrue("text");
      endings.add(new Step.Ending.Text());
    }
    if (members.has("passes")) {
      members.onlyTrue("passes");
      endings.add(new Step.Ending.Passes());
    }
    if (endings.size() != 1) {
      throw members.wrong(
          "step", endings.size() + " endings", "one of out, junit, check, text and passes");
    }
    return endings.getFirst();
  }

  ArtifactReference artifact(JsonNode node) throws BadLineException {
    Members members = Members.of("an artifact", node);
    ArtifactReference artifact;
    if (members.has("step")) {
      String id = members.text("step");
      if (!(step(id) instanceof Step.Pack)) {
        throw members.wrong("step", id, "a step that packs");
      }
      artifact = new ArtifactReference.Made(id);
    } else {
      artifact = new ArtifactReference.Known(members.text("name"), digest(members.text("digest")));
    }
    members.end();
    return artifact;
  }

  /// The inputs of a call, each as compact JSON with sorted names.
  SortedMap<String, String> inputs(Members inputs) throws BadLineException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String name : inputs.names()) {
      JsonNode value = inputs.node(name);
      if (value.isString()) {
        texts.put(name, value.toString());
      } else {
        texts.put(
            name,
            switch (artifact(value)) {
              case ArtifactReference.Made(String step) -> "{\"step\":\"" + step + "\"}";
              case ArtifactReference.Known(_, Digest digest) ->
                  "{\"digest\":\"" + digest + "\",\"name\":" + value.path("name") + "}";
            });
      }
    }
    return texts;
  }

  /// The step that has been written down under this id.
  Step step(String id) throws BadLineException {
    Step step = steps.get(id);
    if (step == null) {
      throw BadLineException.malformed("\"step\"", id, "one of this plan's, written down before");
    }
    return step;
  }

  static boolean isTree(Step step) {
    return step instanceof Step.Run run && run.ending() instanceof Step.Ending.Out;
  }

  static Digest digest(String text) throws BadLineException {
    if (!Digest.isDigest(text)) {
      throw BadLineException.malformed("\"digest\"", text, "sha256: and 64 lower-case hex digits");
    }
    return Digest.parse(text);
  }

  private static List<JsonNode> pair(String name, JsonNode node) throws BadLineException {
    List<JsonNode> both = Members.elements(name, node);
    if (both.size() != 2) {
      throw BadLineException.malformed("\"" + name + "\"", node.toString(), "a path and a tree");
    }
    return both;
  }

  private static List<String> some(String name, List<String> texts) throws BadLineException {
    if (texts.isEmpty()) {
      throw BadLineException.malformed("\"" + name + "\"", "[]", "at least one");
    }
    return texts;
  }

  private static String absolute(String name, String path) throws BadLineException {
    if (!path.startsWith("/") || climbs(path)) {
      throw BadLineException.malformed("\"" + name + "\"", path, "an absolute path without \"..\"");
    }
    return path;
  }

  private static String relative(String name, String path) throws BadLineException {
    if (path.isEmpty() || path.startsWith("/") || climbs(path)) {
      throw BadLineException.malformed("\"" + name + "\"", path, "a relative path without \"..\"");
    }
    return path;
  }

  private static boolean climbs(String path) {
    return path.indexOf('\0') >= 0 || List.of(path.split("/", -1)).contains("..");
  }
}
