// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads JUnit XML as test tools write it; each `testcase` counts, whatever the totals say:
///
/// ```
/// <testsuite><testcase classname="shop.CartTest" name="adds"><failure message="expected: 3"/></testcase></testsuite>
/// ```
///
/// Neither document types nor entities of their own are read. What a test printed is not kept: it
/// is in the log.
///
/// @param firstFailure `shop.CartTest.adds: expected: 3`, or empty
record JunitReports(int passed, int failed, int skipped, String firstFailure) {
  private static final long LARGEST = 64L << 20;
  private static final int MOST_FILES = 20_000;
  private static final int LONGEST_MESSAGE = 400;

  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  /// Reads all of them, in their order; files that are other XML count nothing.
  static JunitReports read(List<Path> files) throws IOException {
    if (files.size() > MOST_FILES) {
      throw new StepException(
          "read test results: %,d files (expected: at most %,d)"
              .formatted(files.size(), MOST_FILES));
    }
    JunitReports all = new JunitReports(0, 0, 0, "");
    for (Path file : files) {
      all = all.plus(read(file));
    }
    return all;
  }

  Value.Report report() {
    return new Value.Report(passed, failed, skipped);
  }

  private JunitReports plus(JunitReports other) {
    return new JunitReports(
        passed + other.passed,
        failed + other.failed,
        skipped + other.skipped,
        firstFailure.isEmpty() ? other.firstFailure : firstFailure);
  }

  private static JunitReports read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new StepException(
          "read test results: %s: %,d bytes (expected: at most %,d)"
              .formatted(file.getFileName(), Files.size(file), LARGEST));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Reader(FACTORY.createXMLStreamReader(in)).read();
    } catch (XMLStreamException e) {
      throw new IOException(
          "read test results: %s: %s (expected: JUnit XML)"
              .formatted(file.getFileName(), firstLine(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /// Reads one file; one thread.
  private static final class Reader {
    private final XMLStreamReader xml;
    private int passed;
    private int failed;
    private int skipped;
    private String firstFailure = "";

    Reader(XMLStreamReader xml) {
      this.xml = xml;
    }

    JunitReports read() throws XMLStreamException {
      boolean first = true;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        if (first && !xml.getLocalName().startsWith("testsuite")) {
          return new JunitReports(0, 0, 0, "");
        }
        first = false;
        if (xml.getLocalName().equals("testcase")) {
          testcase(attribute("classname") + "." + attribute("name"));
        }
      }
      return new JunitReports(passed, failed, skipped, firstFailure);
    }

    private void testcase(String name) throws XMLStreamException {
      boolean hasFailed = false;
      boolean wasSkipped = false;
      int depth = 1;
      while (depth > 0 && xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            String element = xml.getLocalName();
            if (element.equals("failure") || element.equals("error")) {
              hasFailed = true;
              if (firstFailure.isEmpty()) {
                firstFailure = name + ": " + message();
                depth--;
              }
            } else if (element.equals("skipped")) {
              wasSkipped = true;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
      if (hasFailed) {
        failed++;
      } else if (wasSkipped) {
        skipped++;
      } else {
        passed++;
      }
    }

    /// The message, or the first line of the text; reads to the end of the element.
    private String message() throws XMLStreamException {
      String message = attribute("message");
      StringBuilder text = new StringBuilder();
      int depth = 1;
      while (depth > 0 && xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> depth++;
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (text.length() < LONGEST_MESSAGE) {
              text.append(xml.getText());
            }
          }
          default -> {}
        }
      }
      return firstLine(message.isBlank() ? text.toString() : message);
    }

    private String attribute(String name) {
      String value = xml.getAttributeValue("", name);
      return value == null ? "" : value;
    }
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
