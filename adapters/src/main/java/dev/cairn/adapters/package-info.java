/// A tool's delivery becomes events.
///
/// A delivery is what came in, verbatim; its tool's adapter says which events it holds and what
/// they say of the graph:
///
/// ```
/// POST /hooks/github   X-GitHub-Event: push
/// {"ref":"refs/heads/main","after":"4f2c…","commits":[{"id":"4f2c…","message":"Retry the payment"}],…}
///
/// → dev.cdevents.change.merged.0.3.0 from https://github.com/acme/shop
///   Subject commit commit:4f2c…  title "Retry the payment 4f2c1a9", branch main
/// ```
///
/// Adapters are pure: no clock, no network, no memory, so a better one may read old deliveries
/// again. What an event may say, given who sent it, is its [Scope]. Nothing is joined here.
@NullMarked
package dev.cairn.adapters;

import org.jspecify.annotations.NullMarked;
