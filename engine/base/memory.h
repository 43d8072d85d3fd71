// How a short-lived program takes its memory from the system.
#pragma once

namespace zielbaum {

/// Lets the heap grow in large pages where the system offers them on request (Linux: transparent_hugepage = madvise),
/// and never shrink. A command that reads a long document touches 50 MB once, and each small page costs a fault: on a
/// virtual machine that was a third of its time. Call it first in main(), before other threads; a program that stays,
/// such as a server, has no need of it. Takes no memory that is not used; does nothing where it cannot.
void take_memory_in_large_pages();

/// Gives pages of the heap that hold nothing back to the system: before a step that needs much memory, after one that
/// has freed much. Takes some milliseconds. Does nothing where it cannot.
void give_back_unused_memory();

}  // namespace zielbaum
