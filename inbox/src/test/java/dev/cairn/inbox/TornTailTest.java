// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an inbox finds after a crash, played by changing the files of one that was closed. Each
/// append here is a batch of its own, except in `tornBatch…`, which writes one by hand.
final class TornTailTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aTailCutAtAnyByteLosesOnlyWhatIsBehindIt(long seed) throws IOException {
    Random random = new Random(seed);
    List<Delivery> sent = new ArrayList<>();
    List<Long> ends = write(sent, random, 30);
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    for (int round = 0; round < 15; round++) {
      int length = Segment.HEAD + random.nextInt(whole.length - Segment.HEAD + 1);
      byte[] tail = new byte[random.nextBoolean() ? 0 : random.nextInt(5000)];
      Files.write(segment, Arrays.copyOf(whole, length));
      Files.write(segment, tail, StandardOpenOption.APPEND);
      int kept = (int) ends.stream().filter(end -> end <= length).count();
      expectFirst(sent, kept, "seed %d, cut at %d of %d".formatted(seed, length, whole.length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void garbageInTheLastRecordIsCutOff(long seed) throws IOException {
    Random random = new Random(seed);
    List<Delivery> sent = new ArrayList<>();
    List<Long> ends = write(sent, random, 10);
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    int begin = Math.toIntExact(ends.get(8));
    for (int round = 0; round < 15; round++) {
      byte[] damaged = whole.clone();
      int at = begin + random.nextInt(whole.length - begin);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(segment, damaged);
      expectFirst(sent, 9, "seed %d, byte %d of %d".formatted(seed, at, whole.length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damageBeforeAnAcknowledgedRecordIsReported(long seed) throws IOException {
    Random random = new Random(seed);
    List<Long> ends = write(new ArrayList<>(), random, 10);
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    int last = Math.toIntExact(ends.get(8));
    for (int round = 0; round < 15; round++) {
      byte[] damaged = whole.clone();
      int at = Segment.HEAD + random.nextInt(last - Segment.HEAD);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(segment, damaged);
      assertThatThrownBy(() -> Inbox.open(folder))
          .as("seed %d, byte %d of %d", seed, at, whole.length)
          .isInstanceOf(CorruptInboxException.class)
          .hasMessageContaining(segment.toString())
          .hasMessageContaining("nothing has been changed");
      assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
    }
  }

  @Test
  void damageIsReportedWithItsPlace() throws IOException {
    List<Long> ends = write(new ArrayList<>(), new Random(1), 3);
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] damaged = Files.readAllBytes(segment);
    Arrays.fill(damaged, Math.toIntExact(ends.get(0)), Math.toIntExact(ends.get(1)), (byte) 0);
    Files.write(segment, damaged);
    assertThatThrownBy(() -> Inbox.open(folder))
        .hasMessage(
            "read inbox: %s: byte %d: zeros (expected: d-000000002, since d-000000003 behind it was"
                + " acknowledged after it). Restore this file from a backup; nothing has been"
                + " changed.",
            segment, ends.get(0));
  }

  @Test
  void aTornBatchIsCutOffThoughItsLastRecordCameThrough() throws IOException {
    List<Delivery> sent = new ArrayList<>();
    write(sent, new Random(3), 5);
    Path file = Deliveries.segments(folder).getFirst();
    Segment segment = Segment.read(file);
    for (long position = 6; position <= 8; position++) {
      var payload = DeliveryForm.write(Deliveries.of("torn"));
      byte[] head = Frame.head(segment.salt(), position, 6, payload).array();
      byte[] record = Arrays.copyOf(head, head.length + payload.remaining());
      if (position == 6) {
        Arrays.fill(record, (byte) 0); // this page did not reach the disk
      } else {
        payload.get(record, head.length, payload.remaining());
      }
      Files.write(file, record, StandardOpenOption.APPEND);
    }
    expectFirst(sent, 5, "records 7 and 8 of batch 6 are whole");
  }

  @Test
  void whatWasCutOffIsKeptBesideAndSaid() throws IOException {
    List<Long> ends = write(new ArrayList<>(), new Random(1), 3);
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
    long end = ends.get(1);
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.cut())
          .contains(
              "%s: %d bytes behind byte %d were cut off: d-000000003 was never acknowledged. They are in 0000000000000001.log.torn."
                  .formatted(segment, whole.length - 1 - end, end));
    }
    assertThat(folder.resolve("0000000000000001.log.torn"))
        .hasBinaryContent(Arrays.copyOfRange(whole, (int) end, whole.length - 1));
  }

  @Test
  void aBodyThatHoldsARecordIsNoRecord() throws IOException {
    byte[] record = Frame.head(0, 3, 3, DeliveryForm.write(Deliveries.of("forged"))).array();
    Delivery forged = new Delivery("events", "s", Deliveries.NOON, List.of(), Body.of(record));
    try (Inbox inbox = Inbox.open(folder)) {
      inbox.append(Deliveries.of("a"));
      inbox.append(forged);
    }
    Path segment = Deliveries.segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    whole[whole.length - record.length - 6]++;
    Files.write(segment, whole);
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.last()).isEqualTo(1);
    }
  }

  @Test
  void aMissingSegmentIsReported() throws IOException {
    try (Inbox inbox = Inbox.open(folder, new InboxLimits(1024, 1024, 1024))) {
      for (int i = 0; i < 50; i++) {
        inbox.append(Deliveries.of("x".repeat(300)));
      }
    }
    Path missing = Deliveries.segments(folder).get(3);
    Files.delete(missing);
    assertThatThrownBy(() -> Inbox.open(folder))
        .isInstanceOf(CorruptInboxException.class)
        .hasMessageContaining("a file is missing");
  }

  @Test
  void damageInASealedSegmentIsReportedWhenItIsRead() throws IOException {
    InboxLimits limits = new InboxLimits(1024, 1024, 1024);
    try (Inbox inbox = Inbox.open(folder, limits)) {
      for (int i = 0; i < 20; i++) {
        inbox.append(Deliveries.of("x".repeat(300)));
      }
    }
    Path segment = Deliveries.segments(folder).get(1);
    byte[] damaged = Files.readAllBytes(segment);
    damaged[damaged.length - 1]++;
    Files.write(segment, damaged);
    try (Inbox inbox = Inbox.open(folder, limits)) {
      assertThatThrownBy(() -> InboxTest.all(inbox))
          .isInstanceOf(CorruptInboxException.class)
          .hasMessageContaining(segment.toString())
          .hasMessageContaining("a record with checksum")
          .hasMessageContaining("expected: d-0000000");
      assertThat(inbox.readAfter(10, 100)).hasSize(10);
    }
  }

  /// Appends one after another; where each record ends.
  private List<Long> write(List<Delivery> sent, Random random, int count) throws IOException {
    List<Long> ends = new ArrayList<>();
    long end = Segment.HEAD;
    try (Inbox inbox = Inbox.open(folder)) {
      for (int i = 0; i < count; i++) {
        Delivery delivery = Deliveries.random(random, 3000);
        inbox.append(delivery);
        sent.add(delivery);
        end += Frame.SIZE + DeliveryForm.write(delivery).remaining();
        ends.add(end);
      }
    }
    return ends;
  }

  /// So many are there, and more can be appended and read back.
  private void expectFirst(List<Delivery> sent, int kept, String what) throws IOException {
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(InboxTest.all(inbox)).as(what).isEqualTo(sent.subList(0, kept));
      assertThat(inbox.append(Deliveries.of("more")).position()).isEqualTo(kept + 1L);
    }
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.last()).as(what).isEqualTo(kept + 1L);
      assertThat(inbox.read(kept + 1L).orElseThrow().delivery()).isEqualTo(Deliveries.of("more"));
    }
  }
}
