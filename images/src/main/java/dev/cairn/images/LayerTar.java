// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes tar files whose bytes depend on nothing but the entries: ustar headers, PAX records only
/// where a name, a target or a size does not fit, user and group 0 without names, one time.
final class LayerTar {
  /// 1980-01-01T00:00:00Z, the earliest that zip files can say, too.
  static final long TIME = 315_532_800;

  private static final int BLOCK = 512;
  private static final int LONGEST = 100;
  private static final long LARGEST = 077777777777L;
  private static final int LINK_MODE = 0777;

  private final OutputStream out;

  private LayerTar(OutputStream out) {
    this.out = out;
  }

  /// Writes all of them, in their order; does not close the stream.
  static void write(SortedMap<String, LayerEntry> entries, OutputStream out) throws IOException {
    LayerTar tar = new LayerTar(out);
    for (var entry : entries.entrySet()) {
      tar.write(entry.getKey(), entry.getValue());
    }
    out.write(new byte[2 * BLOCK]);
  }

  private void write(String path, LayerEntry entry) throws IOException {
    switch (entry) {
      case LayerEntry.Directory(var mode) -> header(new Header(path + "/", '5', mode, 0, ""));
      case LayerEntry.Link(var target) -> header(new Header(path, '2', LINK_MODE, 0, target));
      case LayerEntry.File(var mode, var size, var opener) -> {
        header(new Header(path, '0', mode, size, ""));
        try (InputStream in = opener.open()) {
          copy(path, in, size);
        }
      }
    }
  }

  private void copy(String path, InputStream in, long size) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException(
            "write layer: %s: ends %d bytes early (expected: %d bytes). Something changed it meanwhile."
                .formatted(path, left, size));
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    if (in.read() >= 0) {
      throw new IOException(
          "write layer: %s: longer than expected (expected: %d bytes). Something changed it meanwhile."
              .formatted(path, size));
    }
    pad(size);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  private record Header(String name, char type, int mode, long size, String target) {}

  private void header(Header header) throws IOException {
    Map<String, String> records = new TreeMap<>();
    String name = fit("path", header.name(), records);
    String target = fit("linkpath", header.target(), records);
    long size = header.size();
    if (size > LARGEST) {
      records.put("size", Long.toString(size));
      size = 0;
    }
    if (!records.isEmpty()) {
      byte[] pax = pax(records);
      block(new Header("PaxHeader", 'x', 0644, pax.length, ""));
      out.write(pax);
      pad(pax.length);
    }
    block(new Header(name, header.type(), header.mode(), size, target));
  }

  /// What fits into the header of a text; all of it goes into the records if that is less.
  private static String fit(String key, String text, Map<String, String> records) {
    boolean ascii = text.chars().allMatch(c -> c >= ' ' && c < 127);
    if (ascii && text.length() <= LONGEST) {
      return text;
    }
    records.put(key, text);
    StringBuilder shortened = new StringBuilder();
    text.chars()
        .limit(LONGEST)
        .forEach(c -> shortened.append(c >= ' ' && c < 127 ? (char) c : '_'));
    return shortened.toString();
  }

  /// `27 path=…\n`: each record begins with its own length.
  private static byte[] pax(Map<String, String> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach((key, value) -> {
      byte[] record = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
      int length = record.length + 1;
      while (length != record.length + Integer.toString(length).length()) {
        length = record.length + Integer.toString(length).length();
      }
      bytes.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(record);
    });
    return bytes.toByteArray();
  }

  private void block(Header header) throws IOException {
    byte[] block = new byte[BLOCK];
    text(block, 0, header.name());
    octal(block, 100, 8, header.mode());
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, header.size());
    octal(block, 136, 12, TIME);
    text(block, 148, "        ");
    block[156] = (byte) header.type();
    text(block, 157, header.target());
    text(block, 257, "ustar\00000");
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static void octal(byte[] block, int at, int width, long number) {
    String digits = Long.toOctalString(number);
    text(block, at, "0".repeat(width - 1 - digits.length()) + digits + "\0");
  }
}
