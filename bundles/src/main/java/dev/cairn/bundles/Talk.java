// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.bundles.Conversation.Said;
import dev.cairn.bundles.Plan.Ending;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Has one plan made by a process that is there.
final class Talk {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Conversation conversation;
  private final Answers answers;
  private final long id;

  private final Duration patience;

  /// What is left of the time for planning; the waiting for answers is not counted.
  private Duration left;

  Talk(Conversation conversation, Answers answers, long id, Duration patience) {
    this.conversation = conversation;
    this.answers = answers;
    this.id = id;
    this.patience = patience;
    this.left = patience;
  }

  /// How it ended.
  ///
  /// @param usable whether the process can make another plan
  record Ended(Ending ending, boolean usable) {}

  Ended run(PlanLines lines, String request) throws IOException, InterruptedException {
    conversation.say(request);
    while (true) {
      switch (next()) {
        case Said.Line(String line) -> {
          try {
            switch (lines.read(line)) {
              case PlanLines.Heard.More() -> {}
              case PlanLines.Heard.Last(Ending ending) -> {
                return new Ended(ending, true);
              }
              case PlanLines.Heard.Asked(Read read) -> {
                switch (answers.answer(read, lines.steps())) {
                  case Answers.Answer.Text(String text) -> say(text);
                  case Answers.Answer.Texts(List<String> texts) -> say(texts);
                  case Answers.Answer.Stop(String reason, String at) -> {
                    return broken(reason, at);
                  }
                }
              }
            }
          } catch (BadLineException e) {
            return e.isForbidden()
                ? broken(e.message(), e.at())
                : broken("the bundle's process wrote " + e.message(), "");
          }
        }
        case Said.End(String reason) -> {
          return broken("the bundle's process " + reason, "");
        }
        case Said.Silence() -> {
          return broken(
              ("planning took longer than %s s, the waiting for steps not counted (the limit of a"
                      + " plan). A task's method only plans: look for a loop without an end, or"
                      + " let a step do the work.")
                  .formatted(
                      BigDecimal.valueOf(patience.toMillis(), 3)
                          .stripTrailingZeros()
                          .toPlainString()),
              "");
        }
      }
    }
  }

  private Said next() throws InterruptedException {
    long before = System.nanoTime();
    Said said = conversation.next(left);
    left = left.minusNanos(System.nanoTime() - before);
    return left.isNegative() ? new Said.Silence() : said;
  }

  private void say(String answer) {
    conversation.say(JSON.writeValueAsString(answer().put("answer", answer)));
  }

  private void say(List<String> answer) {
    ObjectNode line = answer();
    ArrayNode texts = line.putArray("answer");
    answer.forEach(texts::add);
    conversation.say(JSON.writeValueAsString(line));
  }

  private ObjectNode answer() {
    return JSON.createObjectNode().put("id", id);
  }

  private static Ended broken(String reason, String at) {
    return new Ended(new Ending.Failed(reason, at), false);
  }
}
