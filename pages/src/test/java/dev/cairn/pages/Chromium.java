// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A headless Chromium of this machine. Without one the tests fail; they are not skipped.
final class Chromium implements AutoCloseable {
  private final Playwright playwright;
  final Browser browser;

  Chromium() {
    Path program = program();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--hide-scrollbars")));
  }

  private static Path program() {
    Optional<String> named =
        Optional.ofNullable(System.getProperty("cairn.chromium"))
            .or(() -> Optional.ofNullable(System.getenv("CAIRN_CHROMIUM")));
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return named
        .map(Path::of)
        .or(() ->
            Stream.of(path.split(":"))
                .flatMap(folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst())
        .filter(Files::isExecutable)
        .orElseThrow(() ->
            new AssertionError(
                "browser tests: chromium: %s (expected: a program on the PATH, or its path in CAIRN_CHROMIUM). On Debian: apt-get install chromium."
                    .formatted(named.orElse("not found"))));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
