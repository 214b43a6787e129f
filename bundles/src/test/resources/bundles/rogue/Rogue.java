import dev.cairn.sdk.*;
import java.io.FileDescriptor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Team code that does not play by the rules; by reflection, where the scan would find it. */
class Rogue {
  static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");

  @Task void loops() {
    for (int i = 0; ; i++) if (i < 0 && JDK == null) return;
  }

  @Task void fillsMemory() {
    List<long[]> all = new ArrayList<>();
    while (true) all.add(new long[1 << 16]);
  }

  @Task void prints() {
    while (true) System.out.println("and so on ".repeat(100));
  }

  @Task void says() {
    System.out.println("first");
    System.err.println("second");
  }

  @Task void manySteps() {
    for (int i = 0; i < 200_000; i++) JDK.run("echo", Integer.toString(i)).check();
  }

  @Task void exits() throws ReflectiveOperationException {
    System.class.getMethod("exit", int.class).invoke(null, 7);
  }

  /** Says lines of its own, as if the SDK had. */
  @Task void speaks(String lines) throws ReflectiveOperationException {
    var out = Class.forName("java.io.FileOutputStream").getConstructor(FileDescriptor.class).newInstance(FileDescriptor.out);
    new PrintStream((OutputStream) out, true).println(lines);
    loops();
  }

  /** The same, asked for by an event. */
  @Effect void speaksAsEffect(String lines) throws ReflectiveOperationException {
    speaks(lines);
  }

  /** What of the host is to be seen. */
  @Task void looks(String path) throws ReflectiveOperationException {
    var file = Class.forName("java.io.File").getConstructor(String.class).newInstance(path);
    var list = (String[]) file.getClass().getMethod("list").invoke(file);
    var exists = file.getClass().getMethod("exists").invoke(file);
    throw Stop.failed("%s %s", exists, list == null ? "no list" : String.join(" ", new TreeSet<>(List.of(list))));
  }

  /** What of the host's environment is to be seen. */
  @Task void asksForTheEnvironment() throws ReflectiveOperationException {
    throw Stop.failed("variables: %s", System.class.getMethod("getenv").invoke(null));
  }

  /** Tries to reach the network. */
  @Task void connects(int port) throws ReflectiveOperationException {
    Class.forName("java.net.Socket").getConstructor(String.class, int.class).newInstance("127.0.0.1", port);
  }

  @Task void forks() throws ReflectiveOperationException {
    Object runtime = Class.forName("java.lang.Runtime").getMethod("getRuntime").invoke(null);
    runtime.getClass().getMethod("exec", String[].class).invoke(runtime, (Object) new String[] {"/bin/true"});
  }
}
