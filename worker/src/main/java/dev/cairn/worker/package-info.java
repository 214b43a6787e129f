/// Leases a run, has it planned, carries out its effects.
@NullMarked
package dev.cairn.worker;

import org.jspecify.annotations.NullMarked;
