// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.Conversation.Said;
import dev.cairn.bundles.Plan.Ending;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A compiled bundle, whose processes plan its tasks: each started in a sandbox when a plan is
/// asked for and none is idle, kept warm after it, ended when it broke. Whatever a process does,
/// asking it gives a plan that has ended, in bounded time and memory.
///
/// Safe for many threads; a plan that waits for an answer keeps no other waiting.
public final class Bundle implements AutoCloseable {
  /// How long planning may take, the waiting for answers not counted.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_IDLE = 2;
  private static final Limits LIMITS =
      Limits.defaults().time(Limits.FOREVER).processes(64).scratchBytes(1 << 20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sandbox sandbox;
  private final Room room;
  private final Compilation.Compiled compiled;
  private final Duration patience;
  private final AtomicLong ids = new AtomicLong();

  /// Guarded by itself.
  private final Deque<Conversation> idle = new ArrayDeque<>();

  private volatile boolean closed;

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
  public Plan plan(Request request, Answers answers) throws IOException, InterruptedException {
    long id = ids.incrementAndGet();
    var lines = new PlanLines(id, request);
    Conversation conversation = warm();
    boolean usable = false;
    try {
      Optional<String> wrong = greeting(conversation);
      if (wrong.isPresent()) {
        return lines.plan(new Ending.Failed(wrong.get(), ""), conversation.takePrinted());
      }
      var talk = new Talk(conversation, answers, id, patience);
      Talk.Ended ended = talk.run(lines, line(id, request));
      usable = ended.usable();
      if (usable) {
        conversation.awaitPrinted();
      }
      return lines.plan(ended.ending(), conversation.takePrinted());
    } finally {
      if (!usable || !keep(conversation)) {
        conversation.close();
      }
    }
  }

  /// Ends its idle processes, and those that plan when they have.
  @Override
  public void close() {
    closed = true;
    synchronized (idle) {
      idle.forEach(Conversation::close);
      idle.clear();
    }
  }

  private Conversation warm() throws IOException {
    synchronized (idle) {
      while (!idle.isEmpty()) {
        Conversation conversation = idle.pop();
        if (conversation.alive()) {
          return conversation;
        }
        conversation.close();
      }
    }
    return Conversation.start(sandbox, room.bundle(table().bundle(), compiled.classes(), LIMITS));
  }

  private boolean keep(Conversation conversation) {
    synchronized (idle) {
      boolean kept = !closed && idle.size() < MOST_IDLE;
      if (kept) {
        idle.push(conversation);
      }
      return kept;
    }
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
          Optional.of(
              "the bundle's process said nothing for %d s (expected: its first line)"
                  .formatted(patience.toSeconds()));
    };
  }

  private static String line(long id, Request request) {
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
