/// A team's tasks: compiled, listed, and planned by a process of their own. A
/// [dev.cairn.bundles.Compiler] makes classes and a task table of a folder of sources; a
/// [dev.cairn.bundles.Bundle] has a task planned and reads what its process says:
///
/// ```
/// cairn/Delivery.java  →  bundles/9f86…/classes/Delivery.class
///                         bundles/9f86…/table.json   {"bundle":"Delivery","tasks":[{"name":"ship","kind":"effect",…}]}
/// → {"id":7,"plan":"ship","class":"Delivery","with":{},"event":{"type":"ChangeMerged","fields":{…}}}
/// ← {"id":7,"step":"s1","kind":"task","task":"classes","at":"Delivery.java:15",…}
/// ← {"id":7,"done":null}
/// ```
///
/// Two processes, each in a sandbox of nothing but a JDK, the libraries that the JDK itself has
/// loaded, and what they work on. The *compile process* runs our program on the team's sources; the
/// *bundle process* runs the team's code, which can only speak. What it says is a claim: it is read
/// strictly, bounded, and held against the kind of the task that was asked for, as the compile
/// process found it.
///
/// Nothing here executes a step, carries out an effect or knows a server.
@NullMarked
package dev.cairn.bundles;

import org.jspecify.annotations.NullMarked;
