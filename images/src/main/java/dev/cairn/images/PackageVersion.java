// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

/// A Debian version, `[epoch:]upstream[-revision]`, in dpkg's order (Debian Policy 5.6.12):
/// `1.0~rc1 < 1.0 < 1.0-1 < 1.0+b1 < 1:0.1`.
record PackageVersion(String text) implements Comparable<PackageVersion> {
  @Override
  public int compareTo(PackageVersion other) {
    int byEpoch = Long.compare(epoch(), other.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(upstream(), other.upstream());
    return byUpstream != 0 ? byUpstream : compareParts(revision(), other.revision());
  }

  /// Whether it satisfies `>= 2.15`, `= 1.0-1` and so on.
  boolean satisfies(String relation, String wanted) {
    int order = compareTo(new PackageVersion(wanted));
    return switch (relation) {
      case "<<" -> order < 0;
      case "<=" -> order <= 0;
      case "=" -> order == 0;
      case ">=" -> order >= 0;
      case ">>" -> order > 0;
      default ->
          throw new IllegalArgumentException(
              "relation of a dependency: \"%s\" (expected: <<, <=, =, >= or >>)"
                  .formatted(relation));
    };
  }

  private long epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? 0 : Long.parseLong(text.substring(0, colon));
  }

  private String upstream() {
    int dash = text.lastIndexOf('-');
    return text.substring(text.indexOf(':') + 1, dash < 0 ? text.length() : dash);
  }

  private String revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  /// Alternately a part without digits, by weight of its characters, and a number.
  private static int compareParts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (weight(a, i) != 0 || weight(b, j) != 0) {
        int byWeight = Integer.compare(weight(a, i), weight(b, j));
        if (byWeight != 0) {
          return byWeight;
        }
        i++;
        j++;
      }
      int endA = endOfNumber(a, i);
      int endB = endOfNumber(b, j);
      int byNumber = compareNumbers(a.substring(i, endA), b.substring(j, endB));
      if (byNumber != 0) {
        return byNumber;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  /// 0 at a digit and at the end; `~` before the end, letters before all else.
  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isLetter ? c : c + 256;
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, String b) {
    String left = withoutZeros(a);
    String right = withoutZeros(b);
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }

  private static String withoutZeros(String number) {
    int first = 0;
    while (first < number.length() && number.charAt(first) == '0') {
      first++;
    }
    return number.substring(first);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
