#ifndef FLINKTOP_CALLOCATOR_H
#define FLINKTOP_CALLOCATOR_H

// Swift's Glibc module leaves out <malloc.h>.

// Has the C library give free memory back rather than keep it for later. For a program that runs for days on few
// threads: `arenas` at most are made, where glibc makes eight a core, each of which keeps what its thread once needed.
// Threads that have an arena already keep it. Does nothing where the C library is another.
void allocator_keep_little(int arenas);

#endif
