/// The events that tasks react to and emit, one record each.
///
/// A parameter of such a type makes a method react: `@Effect void ship(ChangeMerged change)`. A
/// returned one is emitted. A record of one's own that implements `dev.cairn.sdk.Event` is an event
/// of one's own.
///
/// ```
/// {"type":"ChangeMerged","fields":{"id":"…","repository":"shop","branch":"main","commit":"4f2c…","author":"ada","message":"Say hello"}}
/// ```
///
/// The names of the components are the variables of `@When`. These records hold no identities and
/// join nothing; that is the server's work.
@NullMarked
package dev.cairn.sdk.event;

import org.jspecify.annotations.NullMarked;
