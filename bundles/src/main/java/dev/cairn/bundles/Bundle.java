// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.Conversation.Said;
import dev.cairn.bundles.Plan.Ending;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A compiled bundle, whose process plans its tasks: started in a sandbox when the first plan is
/// asked for, kept warm, started anew after it broke. Whatever it does, asking it gives a plan that
/// has ended, in bounded time and memory.
///
/// Safe for many threads; plans are made one at a time.
public final class Bundle implements AutoCloseable {
  /// How long planning may take, the waiting for answers not counted.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Limits LIMITS =
      Limits.defaults().time(Limits.FOREVER).processes(64).scratchBytes(1 << 20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sandbox sandbox;
  private final Room room;
  private final Compilation.Compiled compiled;
  private final Duration patience;

  /// Guarded by this.
  private Optional<Conversation> process = Optional.empty();

  /// Guarded by this.
  private long id;

  Bundle(Sandbox sandbox, Room room, Compilation.Compiled compiled, Duration patience) {
    this.sandbox = sandbox;
    this.room = room;
    this.compiled = compiled;
    this.patience = patience;
  }

  /// Its tasks.
  public TaskTable table() {
    return compiled.table();
  }

  /// Has a task planned.
  ///
  /// @throws IOException if no process could be started, or if the answers throw it
  public synchronized Plan plan(Request request, Answers answers)
      throws IOException, InterruptedException {
    id++;
    var lines = new PlanLines(id, request);
    boolean usable = false;
    try {
      Conversation conversation = started();
      Optional<String> wrong = greeting(conversation);
      if (wrong.isPresent()) {
        return lines.plan(new Ending.Failed(wrong.get(), ""), conversation.takePrinted());
      }
      var talk = new Talk(conversation, answers, id, patience);
      Talk.Ended ended = talk.run(lines, line(request));
      usable = ended.usable();
      return lines.plan(ended.ending(), conversation.takePrinted());
    } finally {
      if (!usable) {
        close();
      }
    }
  }

  /// Ends its process.
  @Override
  public synchronized void close() {
    process.ifPresent(Conversation::close);
    process = Optional.empty();
  }

  private Conversation started() throws IOException {
    Optional<Conversation> warm = process.filter(Conversation::alive);
    if (warm.isPresent()) {
      return warm.get();
    }
    close();
    var name = table().bundle();
    var conversation = Conversation.start(sandbox, room.bundle(name, compiled.classes(), LIMITS));
    process = Optional.of(conversation);
    return conversation;
  }

  /// The first line of a process: `{"cairn":1,"bundle":"Delivery"}`.
  private Optional<String> greeting(Conversation conversation) throws InterruptedException {
    if (conversation.greeted()) {
      return Optional.empty();
    }
    return switch (conversation.next(patience)) {
      case Said.Line(String line) -> {
        try {
          Members members = Members.of(line);
          members.whole("cairn", 1, 1);
          members.text("bundle");
          members.end();
          conversation.markGreeted();
          yield Optional.empty();
        } catch (BadLineException e) {
          yield Optional.of("the bundle's process wrote " + e.message());
        }
      }
      case Said.End(String reason) -> Optional.of("the bundle's process " + reason);
      case Said.Silence() ->
          Optional.of("the bundle's process said nothing (expected: its first line)");
    };
  }

  private String line(Request request) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("id", id)
            .put("plan", request.task().name())
            .put("class", request.task().className());
    ObjectNode with = line.putObject("with");
    request.arguments().forEach(with::put);
    if (request.events().size() == 1) {
      line.set("event", event(request.events().getFirst()));
    } else if (!request.events().isEmpty()) {
      ArrayNode events = line.putArray("events");
      request.events().forEach(event -> events.add(event(event)));
    }
    request.advisories().ifPresent(digest -> line.put("advisories", digest.toString()));
    return JSON.writeValueAsString(line);
  }

  private static ObjectNode event(Request.Trigger trigger) {
    ObjectNode event = JSON.createObjectNode().put("type", trigger.type());
    try {
      event.set("fields", JSON.readTree(trigger.fields()));
      return event;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "event %s: %s (expected: fields in JSON)"
              .formatted(trigger.type(), e.getOriginalMessage()),
          e);
    }
  }
}
