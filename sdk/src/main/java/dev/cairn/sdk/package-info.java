/// What a task file imports: a team's tasks are methods of an ordinary class, and this is all that
/// they need.
///
/// ```java
/// class Delivery {
///   static final Image JDK = Image.debian("bookworm", "openjdk-17-jdk-headless");
///
///   /** Class files of the service. */
///   @Task Tree classes() {
///     return JDK.run("javac", "-d", "/out").in("/src", Tree.of("src/**")).files("/src/**/*.java").out("/out");
///   }
/// }
/// ```
///
/// A method *plans*: it writes down what is to be run, and returns handles to what will come of it.
/// What is written down leaves the process as lines, one JSON object each:
///
/// ```
/// {"id":7,"step":"s1","kind":"task","task":"classes","at":"Delivery.java:6","image":{…},"run":[["javac","-d","/out"]],…,"out":"/out"}
/// {"id":7,"done":{"step":"s1"}}
/// ```
///
/// Nothing here runs a command, reads a file of the host, opens a connection or asks for the time:
/// the worker does, with what the lines say, within what the kind of the task allows.
@NullMarked
package dev.cairn.sdk;

import org.jspecify.annotations.NullMarked;
