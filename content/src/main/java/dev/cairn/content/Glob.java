// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.util.ArrayList;
import java.util.List;

/// One glob without braces, as the states of a machine that reads a path once; so no glob takes
/// more time than its length times that of the path.
///
/// `src/**/*.java` is `s r c / [DIRECTORIES] [IN_DIRECTORIES] [NAME_PART] . j a v a`.
record Glob(List<Token> tokens) {
  sealed interface Token {
    record Literal(char character) implements Token {}

    enum Wild implements Token {
      /// `?`
      ONE,
      /// `*`
      NAME_PART,
      /// `**`
      ANYTHING,
      /// `**/`, before anything of it was read
      DIRECTORIES,
      /// `**/`, in the middle
      IN_DIRECTORIES
    }
  }

  Glob {
    tokens = List.copyOf(tokens);
  }

  static Glob parse(String glob) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < glob.length(); i++) {
      switch (glob.charAt(i)) {
        case '*' -> i = star(glob, i, tokens);
        case '?' -> tokens.add(Token.Wild.ONE);
        case '\\' -> {
          i++;
          if (i == glob.length()) {
            throw Globs.refused(glob, "a character after \\");
          }
          tokens.add(new Token.Literal(glob.charAt(i)));
        }
        default -> tokens.add(new Token.Literal(glob.charAt(i)));
      }
    }
    return new Glob(tokens);
  }

  private static int star(String glob, int at, List<Token> tokens) {
    if (!glob.startsWith("**", at)) {
      tokens.add(Token.Wild.NAME_PART);
      return at;
    }
    int end = at;
    while (end + 1 < glob.length() && glob.charAt(end + 1) == '*') {
      end++;
    }
    boolean beginsName = at == 0 || glob.charAt(at - 1) == '/';
    if (beginsName && glob.startsWith("/", end + 1)) {
      tokens.add(Token.Wild.DIRECTORIES);
      tokens.add(Token.Wild.IN_DIRECTORIES);
      return end + 1;
    }
    tokens.add(Token.Wild.ANYTHING);
    return end;
  }

  boolean matches(String path) {
    boolean[] now = new boolean[tokens.size() + 1];
    enter(0, now);
    for (int i = 0; i < path.length(); i++) {
      boolean[] next = new boolean[tokens.size() + 1];
      for (int state = 0; state < tokens.size(); state++) {
        if (now[state]) {
          read(path.charAt(i), state, next);
        }
      }
      now = next;
    }
    return now[tokens.size()];
  }

  private void read(char c, int state, boolean[] next) {
    switch (tokens.get(state)) {
      case Token.Literal(var wanted) when c == wanted -> enter(state + 1, next);
      case Token.Literal _ -> {}
      case Token.Wild wild ->
          // Each arm says where the machine can be after this character.
          after(wild, c, state, next);
    }
  }

  private void after(Token.Wild wild, char c, int state, boolean[] next) {
    switch (wild) {
      case ONE -> enterIf(c != '/', state + 1, next);
      case NAME_PART -> enterIf(c != '/', state, next);
      case ANYTHING -> enter(state, next);
      case DIRECTORIES -> {
        next[state + 1] = true;
        enterIf(c == '/', state + 2, next);
      }
      case IN_DIRECTORIES -> {
        next[state] = true;
        enterIf(c == '/', state + 1, next);
      }
    }
  }

  private void enterIf(boolean really, int state, boolean[] states) {
    if (really) {
      enter(state, states);
    }
  }

  /// Enters a state, and all that can be reached from it by reading nothing.
  private void enter(int state, boolean[] states) {
    states[state] = true;
    if (state == tokens.size()) {
      return;
    }
    Token token = tokens.get(state);
    if (token == Token.Wild.NAME_PART || token == Token.Wild.ANYTHING) {
      enter(state + 1, states);
    } else if (token == Token.Wild.DIRECTORIES) {
      enter(state + 2, states);
    }
  }
}
