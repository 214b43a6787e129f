// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

/// The command `cairn`. Kept free of what costs at start: no reflection, no JSON, no streams before a command needs
/// them.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("--version")) {
      System.out.println("cairn 0.1.0-SNAPSHOT");
    }
  }
}
