// SPDX-License-Identifier: Apache-2.0
package example;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Effect;
import dev.cairn.sdk.Environment;
import dev.cairn.sdk.Image;
import dev.cairn.sdk.Probe;
import dev.cairn.sdk.Secret;
import dev.cairn.sdk.Stop;
import dev.cairn.sdk.Task;
import dev.cairn.sdk.Tree;
import dev.cairn.sdk.event.ServiceUpgraded;

public class Wrong { // each task is wrong in one way
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");

  @Task
  public void unfinished() {
    JDK.run("javac", "-version").env("A", "b"); // line 20
  }

  @Task
  public void network() {
    JDK.run("curl", "http://example.org").network("example.org").check(); // line 25
  }

  @Task
  public void pushes() {
    JDK.pack("jdk").push("registry/jdk"); // line 30
  }

  @Probe
  public void desires(ServiceUpgraded service) {
    Environment.named("production").desire("shop", service.artifact()); // line 35
  }

  @Effect
  public void rollback(ServiceUpgraded service) {
    Environment.named("production").desire("shop", service.before()); // line 40
  }

  @Task
  public void broken() {
    Object nothing = System.getProperty("nothing.at.all");
    nothing.notifyAll(); // line 46
  }

  @Task
  public void notNeeded() {
    throw Stop.skipped("nothing to do on %s", "Sunday");
  }

  public Artifact helper() {
    return JDK.pack("jdk");
  }

  static final class Field {
    static final Tree CLASSES = JDK.run("javac").out("/out");

    @Task
    Tree classes() {
      return CLASSES;
    }
  }

  @Task
  public Tree stepInField() {
    return new Field().classes(); // line 69
  }

  @Task
  public void secret() {
    JDK.run("java", "Deploy")
        .secret("/run/chat", Secret.named("chat")) // line 75
        .check();
  }

  @Probe
  public boolean secretOfProbe() {
    return JDK.run("java", "Ask").secret("/run/chat", Secret.named("chat")).passes();
  }
}
