// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The process that plans a team's tasks: started by a worker in a sandbox, with the JDK, the SDK
/// and the bundle's classes. It reads requests from standard input and answers with the lines of
/// plans on standard output, one plan after another, until the input ends. No task needs this
/// class.
///
/// ```
/// ← {"cairn":1,"bundle":"Delivery"}
/// → {"id":7,"plan":"test","class":"Delivery","with":{}}
/// ← {"id":7,"step":"s1",…}
/// ← {"id":7,"done":{"step":"s1"}}
/// ```
///
/// What tasks print goes to standard error, where a zero byte stands behind what was printed up to
/// the greeting and up to the end of each plan: two pipes keep no order among themselves. Any
/// language may do what this class does; the worker believes neither.
public final class BundleProcess {
  private static final int LONGEST_LINE = 1 << 20;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream printed;

  private BundleProcess(InputStream in, OutputStream out, OutputStream printed) {
    this.in = in;
    this.out = out;
    this.printed = printed;
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments the bundle's name
  public static void main(String[] arguments) throws IOException {
    var process =
        new BundleProcess(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            System.err);
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    process.serve(arguments.length == 0 ? "" : arguments[0]);
  }

  /// Serves these streams until the input ends.
  public static void serve(String bundle, InputStream in, OutputStream out) throws IOException {
    new BundleProcess(in, out, OutputStream.nullOutputStream()).serve(bundle);
  }

  private void serve(String bundle) throws IOException {
    write(Json.object().with("cairn", 1).with("bundle", bundle).line());
    mark();
    out.flush();
    for (String line = line(); !line.isEmpty(); line = line()) {
      Json.Members request = JsonReader.members(line);
      if (!(request.values().get("id") instanceof Json.Whole(long id))) {
        throw new IOException("read a request: no id (expected: a whole number)");
      }
      plan(id, request);
      mark();
      out.flush();
    }
  }

  private void plan(long id, Json.Members request) throws IOException {
    try {
      Planning.plan(new Lines(id), () -> Invocation.read(request).call());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private final class Lines implements Planning.Port {
    private final long id;

    Lines(long id) {
      this.id = id;
    }

    @Override
    public void write(Planning.Line line) {
      say(line.members());
    }

    @Override
    public List<String> answer(Planning.Question question) {
      say(question.members());
      try {
        out.flush();
        String line = line();
        if (line.isEmpty()) {
          throw new EOFException("the worker went away before it answered");
        }
        return answer(JsonReader.members(line));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<String> answer(Json.Members line) {
      if (line.values().get("id") instanceof Json.Whole(long answered) && answered == id) {
        return switch (line.values().get("answer")) {
          case Json.Text(String text) -> List.of(text);
          case Json.Elements(List<Json> elements) -> texts(elements);
          case null, default -> throw wrong(line);
        };
      }
      throw wrong(line);
    }

    private List<String> texts(List<Json> elements) {
      List<String> texts = new ArrayList<>();
      for (Json element : elements) {
        texts.add(Json.object().with("answer", element).text("answer"));
      }
      return texts;
    }

    private IllegalArgumentException wrong(Json.Members line) {
      return new IllegalArgumentException(
          "read an answer: %s (expected: the answer to request %d)".formatted(line.line(), id));
    }

    private void say(String members) {
      try {
        BundleProcess.this.write("{\"id\":" + id + "," + members + "}");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void mark() throws IOException {
    printed.write(0);
    printed.flush();
  }

  private void write(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /// The next line that is not empty; empty at the end of the input.
  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
      } else if (line.size() > 0) {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException(
            "read a line: more than %d bytes (expected: a line of at most that)"
                .formatted(LONGEST_LINE));
      }
    }
    return "";
  }
}
