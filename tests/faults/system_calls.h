// The system calls with which a program changes files, with a fault at a chosen one of them.
//
// The definitions in system_calls.cpp stand in for libc's in this program and in every library it loads; likewise
// operator new for the C++ library's.
#pragma once

namespace zielbaum::test {

enum class Fault {
  None,
  Killed,       ///< the program is killed before the call
  KilledAmid,   ///< as Killed, but half of what was to be written is
  BrokenDrive,  ///< this one call fails with EIO
  FullDrive,    ///< from this call on nothing new can be written (ENOSPC)
  NoMemory,     ///< this one allocation fails (operator new); only allocations are counted
  NoFiles,      ///< from this opening of a file on there are no descriptors left (EMFILE); only openings are counted
  ShortWrites,  ///< each write writes half, from the beginning
  Interrupted,  ///< every other write is interrupted by a signal (EINTR), from the beginning
  NoLocks,      ///< no file can be locked (ENOLCK), from the beginning
};

/// From now on counts calls, and lets `fault` happen at the call `at`, counted from 1.
void plan_fault(Fault fault, int at);
/// The calls counted so far.
[[nodiscard]] int counted_calls();
/// No more faults.
void end_faults();

}  // namespace zielbaum::test
