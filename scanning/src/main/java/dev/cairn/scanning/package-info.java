/// Findings: what is in an image, and what is known of it. A [dev.cairn.scanning.Scanner] reads the
/// layers of an image (Debian's packages, jars, jars in jars), writes a bill of materials, and
/// matches it against a folder of advisories in the OSV format:
///
/// ```
/// pkg:maven/dev.example/bank-client@1.0.0    in app/lib/bank-client-1.0.0.jar
/// CAIRN-DEMO-2026-0001                       Maven dev.example:bank-client, introduced 0, fixed 1.0.1
/// → {"id":"CAIRN-DEMO-2026-0001","severity":"CRITICAL","score":"9.8","fixed":"1.0.1",…}
/// ```
///
/// It gives no verdict: which findings are too many, a team's gate says. It fetches nothing.
@NullMarked
package dev.cairn.scanning;

import org.jspecify.annotations.NullMarked;
