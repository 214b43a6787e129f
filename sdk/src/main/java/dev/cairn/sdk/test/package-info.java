/// Tests of a team's tasks, in JUnit or anything else: a {@link dev.cairn.sdk.test.Rehearsal} calls
/// a task and shows what it planned.
///
/// ```java
/// var plan = new Rehearsal().plan(() -> new Delivery().ship(change));
/// assertEquals(List.of("classes", "test", "image", "ship"), plan.tasks());
/// ```
///
/// Nothing is executed: no sandbox, no network, no files; the answers to reads are given by the
/// test.
@NullMarked
package dev.cairn.sdk.test;

import org.jspecify.annotations.NullMarked;
