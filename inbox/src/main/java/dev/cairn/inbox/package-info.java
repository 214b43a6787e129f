/// Deliveries, verbatim, durable: what the world sent, kept as it came, before anybody has tried to
/// understand it. [dev.cairn.inbox.Inbox#append] returns when a delivery is on the disk; only then
/// is the sender told 202.
///
/// A folder of segment files; the name is the first position in it:
///
/// ```
/// inbox/0000000000000001.log    sealed: never written again, kept for good
/// inbox/0000000000004711.log    the one that is appended to; zeros behind its last record
/// inbox/lock                    held while a server has the inbox open
/// ```
///
/// A delivery is one record of a segment (numbers big-endian):
///
/// ```
/// segment  "CAIRNIBX"  version 1  salt  first position  previous segment's first  CRC32C
/// record   magic  length  position  batch  CRC32C(salt, all before, payload)  payload
/// payload  received  tool  source  headers  body
///          2026-11-22T01:30:00Z  github  http://127.0.0.1:41234  X-GitHub-Event: push …  {"ref":…
/// ```
///
/// `batch` is the position of the first record that was flushed together with this one. It tells a
/// torn tail from a damaged file: a batch is only written when the one before is on the disk, so a
/// bad record that is followed by a good one of a *later* batch was acknowledged once, and is
/// damage; else it never was, and is cut off when the inbox is opened.
///
/// This package does not parse, check signatures, look for duplicates or forget; secrets are taken
/// out of the headers by whoever appends.
@NullMarked
package dev.cairn.inbox;

import org.jspecify.annotations.NullMarked;
