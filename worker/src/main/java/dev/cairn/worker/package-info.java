// SPDX-License-Identifier: Apache-2.0
/// Joins the halves: a worker leases a run, has its bundle plan it, lets the engine run the steps,
/// carries out the effects, and tells the server what came of it.
///
/// ```
/// lease     r-12, fence 3: ship of shop@4f2c… for ChangeMerged(main)
/// source    the files of shop at 4f2c…, read as objects
/// compile   cairn/Delivery.java → task table (or from the cache)
/// plan      s1 classes, s2 test, s3 image; then push s3 to registry/shop
/// steps     s1 reused, s2 31 s, s3 2 s
/// effects   push: 12 kB uploaded
/// complete  passed
/// ```
///
/// On a laptop `cairn run` does the same without a lease, and without effects.
@NullMarked
package dev.cairn.worker;

import org.jspecify.annotations.NullMarked;
