// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which paths are meant: one that a glob matches and no glob with a leading `!` does. Where there
/// are only globs with `!`, all others are meant.
///
/// ```
/// *        any characters of one name          *.jar           a.jar, not lib/a.jar
/// **       any characters of any names         src/**          src/A.java, src/a/B.java
/// **/      any directories, also none          src/**/*.java   src/A.java, src/a/B.java
/// ?        one character of a name             ?.txt           a.txt
/// {a,b}    one of these                        *.{jar,war}     a.jar, b.war
/// \*       that character itself
/// ```
///
/// Neither the file system nor the locale is asked, so the same globs mean the same everywhere.
public final class Globs {
  private static final int LONGEST = 4096;
  private static final int MOST_ALTERNATIVES = 256;

  private Globs() {}

  /// A test of paths by these globs.
  ///
  /// @throws IllegalArgumentException if one of them can't be understood
  public static Predicate<String> of(List<String> globs) {
    List<Glob> wanted = new ArrayList<>();
    List<Glob> unwanted = new ArrayList<>();
    for (String glob : globs) {
      if (glob.startsWith("!")) {
        unwanted.addAll(parse(glob.substring(1)));
      } else {
        wanted.addAll(parse(glob));
      }
    }
    boolean others = wanted.isEmpty() && !unwanted.isEmpty();
    return path ->
        (others || wanted.stream().anyMatch(glob -> glob.matches(path)))
            && unwanted.stream().noneMatch(glob -> glob.matches(path));
  }

  private static List<Glob> parse(String glob) {
    if (glob.isEmpty() || glob.length() > LONGEST) {
      throw refused(glob, "1 to %d characters".formatted(LONGEST));
    }
    List<String> alternatives = new ArrayList<>();
    alternatives.add("");
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int end = i + 1;
      List<String> parts;
      if (c == '{') {
        end = glob.indexOf('}', i) + 1;
        if (end == 0 || glob.substring(i + 1, end).indexOf('{') >= 0) {
          throw refused(glob, "a closing brace, and no braces inside braces");
        }
        parts = List.of(glob.substring(i + 1, end - 1).split(",", -1));
      } else {
        end = c == '\\' ? Math.min(i + 2, glob.length()) : end;
        parts = List.of(glob.substring(i, end));
      }
      alternatives = times(alternatives, parts, glob);
      i = end;
    }
    return alternatives.stream().map(Glob::parse).toList();
  }

  private static List<String> times(List<String> heads, List<String> tails, String glob) {
    if (heads.size() * tails.size() > MOST_ALTERNATIVES) {
      throw refused(glob, "braces that make at most %d globs".formatted(MOST_ALTERNATIVES));
    }
    List<String> all = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        all.add(head + tail);
      }
    }
    return all;
  }

  static IllegalArgumentException refused(String glob, String expected) {
    String shown = glob.length() <= 200 ? glob : glob.substring(0, 200) + "…";
    return new IllegalArgumentException(
        "match files: glob: \"%s\" (expected: %s)".formatted(shown, expected));
  }
}
