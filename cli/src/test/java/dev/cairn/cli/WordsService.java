// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The service of the crash test: a web server with one page, which says what version it is.
///
/// @param mark in the command line of its processes, and of no others
/// @param port where it should answer
record WordsService(String mark, int port) {
  /// Files of another version, with bytes that no cache has seen.
  Map<String, String> change(long seed, int number) throws IOException {
    return Map.of(
        "src/words",
        words(seed, number),
        "cairn/Delivery.java",
        LiveCairn.text("crash/Delivery.java").replace("MARK", mark));
  }

  private static String words(long seed, int number) {
    return "word %d of %d%n".formatted(number, seed);
  }

  /// Waits until this version answers, and nothing else of it runs.
  void isTheOnlyOne(LiveCairn live, Duration patience, long seed, int number)
      throws IOException, InterruptedException {
    live.within(
        patience,
        "version %d answers at port %d, and one process of %s runs"
            .formatted(number, port, processes()),
        () -> page().equals(words(seed, number)) && processes().size() == 1);
    // What a crash left behind would still be there a while later.
    assertThat(processes()).hasSize(1);
  }

  /// What it answers, or the reason why it does not.
  private String page() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/words"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// The web servers that run, with their process ids; not the sandboxes around them.
  List<String> processes() throws IOException {
    var processes = new ArrayList<String>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        List<String> words = commandLine(process);
        if (words.size() > 1 && words.get(1).equals("httpd") && words.getLast().endsWith(mark)) {
          processes.add(process.getFileName() + " " + String.join(" ", words));
        }
      }
    }
    return processes;
  }

  private static List<String> commandLine(Path process) {
    try {
      String words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return List.of(words.split("\0", 0));
    } catch (IOException _) {
      return List.of(); // it has just ended
    }
  }
}
