// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name for which several packages have a program: `/usr/bin/java` → `/usr/lib/jvm/…/bin/java`.
///
/// @param priority the highest wins
record Alternative(String link, String target, int priority) {
  /// Words that a shell would not change; others can't be known without running it.
  private static final String WORD = "([A-Za-z0-9/._+-]+)";

  private static final Pattern INSTALL =
      Pattern.compile("--install\\s+%s\\s+%s\\s+%s\\s+(\\d+)(.*)".formatted(WORD, WORD, WORD));
  private static final Pattern SLAVE =
      Pattern.compile("--slave\\s+%s\\s+%s\\s+%s".formatted(WORD, WORD, WORD));
  private static final Pattern JAVA_PRIORITY = Pattern.compile("(?m)^priority=(\\d+)");
  private static final Pattern JAVA_TOOL =
      Pattern.compile("(?m)^(?:hl|jre|jdkhl|jdk) (\\S+) (/\\S+)$");

  static Alternative better(Alternative a, Alternative b) {
    return b.priority > a.priority ? b : a;
  }

  /// What the `update-alternatives` lines of a package's script would make.
  static List<Alternative> installedBy(String script) {
    List<Alternative> all = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").lines().toList()) {
      Matcher install = INSTALL.matcher(line);
      if (!line.contains("update-alternatives") || !install.find()) {
        continue;
      }
      int priority = Integer.parseInt(install.group(4));
      all.add(new Alternative(install.group(1), install.group(3), priority));
      Matcher slave = SLAVE.matcher(install.group(5));
      while (slave.find()) {
        all.add(new Alternative(slave.group(1), slave.group(3), priority));
      }
    }
    return all;
  }

  /// What a `.jinfo` file lists: `hl java /usr/lib/jvm/java-17-openjdk-amd64/bin/java`.
  static List<Alternative> inJavaInfo(String text) {
    Matcher found = JAVA_PRIORITY.matcher(text);
    int priority = found.find() ? Integer.parseInt(found.group(1)) : 0;
    List<Alternative> all = new ArrayList<>();
    Matcher tool = JAVA_TOOL.matcher(text);
    while (tool.find()) {
      all.add(new Alternative("/usr/bin/" + tool.group(1), tool.group(2), priority));
    }
    return all;
  }
}
