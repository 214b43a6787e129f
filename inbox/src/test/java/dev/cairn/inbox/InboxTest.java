// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InboxTest {
  private static final InboxLimits SMALL = new InboxLimits(2048, 8192, 65536);

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReadInOrder() throws IOException {
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.last()).isZero();
      assertThat(inbox.append(Deliveries.of("a"))).hasToString("d-000000001");
      assertThat(inbox.append(Deliveries.of("b"))).hasToString("d-000000002");
      assertThat(inbox.readAfter(0, 10))
          .containsExactly(
              new StoredDelivery(new DeliveryId(1), Deliveries.of("a")),
              new StoredDelivery(new DeliveryId(2), Deliveries.of("b")));
      assertThat(inbox.readAfter(1, 10)).hasSize(1);
      assertThat(inbox.readAfter(2, 10)).isEmpty();
      assertThat(inbox.readAfter(0, 1)).hasSize(1);
      assertThat(inbox.read(2)).contains(new StoredDelivery(new DeliveryId(2), Deliveries.of("b")));
      assertThat(inbox.read(0)).isEmpty();
      assertThat(inbox.read(3)).isEmpty();
    }
  }

  @Test
  void nothingIsLostByClosingAndOpening() throws IOException {
    for (int i = 1; i <= 5; i++) {
      try (Inbox inbox = Inbox.open(folder)) {
        assertThat(inbox.cut()).isEmpty();
        assertThat(inbox.last()).isEqualTo(i - 1);
        assertThat(inbox.append(Deliveries.of("n" + i)).position()).isEqualTo(i);
      }
    }
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.readAfter(0, 10).stream().map(d -> d.delivery().body().text()))
          .containsExactly("n1", "n2", "n3", "n4", "n5");
    }
  }

  @Test
  void manySegmentsReadAsOne() throws IOException {
    Random random = new Random(1);
    List<Delivery> sent = new ArrayList<>();
    try (Inbox inbox = Inbox.open(folder, SMALL)) {
      for (int i = 0; i < 500; i++) {
        sent.add(Deliveries.random(random, 3000));
        inbox.append(sent.getLast());
      }
    }
    assertThat(Deliveries.segments(folder)).hasSizeGreaterThan(50);
    try (Inbox inbox = Inbox.open(folder, SMALL)) {
      assertThat(all(inbox)).isEqualTo(sent);
      for (int i = 0; i < 200; i++) {
        int position = 1 + random.nextInt(500);
        assertThat(inbox.read(position).orElseThrow().delivery()).isEqualTo(sent.get(position - 1));
      }
    }
  }

  @Test
  void aDeliveryLargerThanASegmentHasOneOfItsOwn() throws IOException {
    Delivery large = Deliveries.of("x".repeat(7000));
    try (Inbox inbox = Inbox.open(folder, SMALL)) {
      inbox.append(Deliveries.of("a"));
      inbox.append(large);
      inbox.append(Deliveries.of("b"));
      assertThat(inbox.read(2).orElseThrow().delivery()).isEqualTo(large);
      assertThat(inbox.read(3).orElseThrow().delivery()).isEqualTo(Deliveries.of("b"));
    }
    assertThat(Deliveries.segments(folder)).hasSize(3);
  }

  @Test
  void aDeliveryOverTheLimitIsRefused() throws IOException {
    try (Inbox inbox = Inbox.open(folder, SMALL)) {
      assertThatThrownBy(() -> inbox.append(Deliveries.of("x".repeat(9000))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "append delivery: github: 9077 bytes (expected: 8192 or fewer). Send less at once.");
      assertThat(inbox.append(Deliveries.of("a")).position()).isEqualTo(1);
    }
  }

  @Test
  void manySendersGetTheirOwnPositions() throws Exception {
    Map<Long, Delivery> sent = new ConcurrentHashMap<>();
    try (Inbox inbox = Inbox.open(folder, new InboxLimits(1 << 16, 8192, 1 << 16));
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int sender = 0; sender < 64; sender++) {
        Random random = new Random(sender);
        tasks.add(() -> {
          for (int i = 0; i < 20; i++) {
            Delivery delivery = Deliveries.random(random, 4000);
            sent.put(inbox.append(delivery).position(), delivery);
          }
          return true;
        });
      }
      for (var done : senders.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
      assertThat(sent).hasSize(1280);
      List<Delivery> kept = all(inbox);
      for (int i = 0; i < kept.size(); i++) {
        assertThat(kept.get(i)).isEqualTo(sent.get(i + 1L));
      }
      assertThat(kept).hasSize(1280);
    }
  }

  @Test
  void awaitingEndsWithTheNextDelivery() throws Exception {
    try (Inbox inbox = Inbox.open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(inbox.awaitAfter(0, Duration.ofMillis(1))).isFalse();
      var waiting = threads.submit(() -> inbox.awaitAfter(0, Duration.ofMinutes(1)));
      inbox.append(Deliveries.of("a"));
      assertThat(waiting.get()).isTrue();
      assertThat(inbox.awaitAfter(0, Duration.ZERO)).isTrue();
    }
  }

  @Test
  void awaitingEndsWhenTheInboxIsClosed() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Inbox inbox = Inbox.open(folder);
      var waiting = threads.submit(() -> inbox.awaitAfter(0, Duration.ofMinutes(1)));
      inbox.close();
      assertThat(waiting.get()).isFalse();
      assertThatThrownBy(() -> inbox.append(Deliveries.of("a")))
          .hasMessage("append delivery: the inbox is closed (expected: open)");
    }
  }

  @Test
  void anInterruptedReaderHarmsNobody() throws IOException {
    try (Inbox inbox = Inbox.open(folder)) {
      inbox.append(Deliveries.of("a"));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> inbox.readAfter(0, 1)).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      inbox.append(Deliveries.of("b"));
      assertThat(inbox.readAfter(0, 2)).hasSize(2);
    }
  }

  @Test
  void anInterruptedSenderStillLearnsThatItIsKept() throws IOException {
    try (Inbox inbox = Inbox.open(folder)) {
      Thread.currentThread().interrupt();
      assertThat(inbox.append(Deliveries.of("a")).position()).isEqualTo(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aFolderIsOpenOnce() throws IOException {
    try (Inbox _ = Inbox.open(folder)) {
      assertThatThrownBy(() -> Inbox.open(folder))
          .isInstanceOf(InboxInUseException.class)
          .hasMessage(
              "open inbox: %s: another server has it open (expected: one server a folder). Stop the"
                  + " other one, or choose another folder with --data.",
              folder);
    }
  }

  static List<Delivery> all(Inbox inbox) throws IOException {
    List<Delivery> all = new ArrayList<>();
    for (var some = inbox.readAfter(0, 100);
        !some.isEmpty();
        some = inbox.readAfter(some.getLast().position(), 100)) {
      some.forEach(stored -> all.add(stored.delivery()));
    }
    return all;
  }
}
