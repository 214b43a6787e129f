// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What keeps a server from starting is said in one line, with what to do; and what a server knew,
/// the next one knows.
class StartIT {
  @TempDir Path folder;

  private Configuration configuration() {
    return RunningServer.configured(folder.resolve("data"), List.of(), Map.of());
  }

  @SuppressWarnings("resource") // it is not to start
  private static String refusal(Configuration configuration) {
    Throwable thrown = catchThrowable(() -> Server.start(configuration, Clock.systemUTC()));
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage()).doesNotContain("\n");
    return thrown.getMessage();
  }

  @Test
  void portInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(refusal(configuration().with(Optional.of(taken.getLocalPort()), Optional.empty())))
          .isEqualTo(
              "listen on 127.0.0.1:%d: Address already in use (expected: a free port). Stop what uses it, or name another with --port, port: in cairn.yaml or CAIRN_PORT."
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void secondServerOnTheSameFolder() throws IOException {
    try (RunningServer _ = RunningServer.of(configuration())) {
      assertThat(refusal(configuration()))
          .contains(folder.resolve("data").toString())
          .contains("another")
          .contains("--data");
    }
  }

  @Test
  void dataFolderThatIsAFile() throws IOException {
    Files.writeString(folder.resolve("data"), "");
    assertThat(refusal(configuration()))
        .contains(folder.resolve("data").toString())
        .contains("--data");
  }

  @Test
  void dataFolderThatCanNotBeWritten() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/inbox"), "");
    assertThat(refusal(configuration()))
        .startsWith("data folder " + folder.resolve("data") + ": ")
        .contains("/inbox")
        .endsWith("Change its rights, or name another with --data, or data: in cairn.yaml.");
  }

  /// Root may write everything.
  @Test
  void foldersAndFilesOfSomebodyElse() throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    closed(data);
    assumeFalse(Files.isWritable(data), "root may write everything");
    assertThat(refusal(configuration())).startsWith("data folder " + data).contains("--data");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    try (RunningServer server = RunningServer.of(configuration())) {
      server.event(Sample.build("build", "b-1", Sample.COMMIT));
    }
    Path database = data.resolve("cairn.db");
    closed(database);
    assertThat(refusal(configuration()))
        .isEqualTo(
            "write %s: not allowed (expected: a file that this user may write). Change its rights, or name another folder with --data."
                .formatted(database));
  }

  private static void closed(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  @Test
  void whatWasDeliveredIsThereAfterAnotherStartAndAfterARebuild()
      throws IOException, InterruptedException {
    JsonNode before;
    try (RunningServer server = RunningServer.of(configuration())) {
      server.event(Sample.build("build", "b-1", Sample.COMMIT));
      server.event(Sample.artifact("image", Sample.DIGEST, Sample.COMMIT));
      before = journey(server);
    }
    try (RunningServer server = RunningServer.of(configuration())) {
      assertThat(journey(server)).isEqualTo(before);
      assertThat(
              server
                  .event(Sample.build("build", "b-1", Sample.COMMIT))
                  .json()
                  .path("events")
                  .path(0)
                  .path("duplicate")
                  .asBoolean())
          .isTrue();
    }
    assertThat(Server.rebuild(configuration(), Clock.systemUTC())).isEqualTo(3);
    try (RunningServer server = RunningServer.of(configuration())) {
      assertThat(journey(server)).isEqualTo(before);
      assertThat(server.events()).isEqualTo(2);
    }
  }

  private static JsonNode journey(RunningServer server) throws IOException, InterruptedException {
    JsonNode found =
        server.get("/api/journeys?artifact=" + Sample.DIGEST).json().path("journeys").path(0);
    return server.get("/api/journeys/" + found.path("id").asString()).json();
  }
}
