#ifndef FLINKTOP_TERMINAL_OUTPUT_H
#define FLINKTOP_TERMINAL_OUTPUT_H
#include <stddef.h>

// Writing that never waits for long, for this module's own files.

// Writes to a descriptor that does not block, for so many milliseconds at most. What is left of a terminal's own
// output when half of them have passed is thrown away where `may_flush`: it holds the bytes back. -1 where not all went.
int terminal_write_patiently(int descriptor, const char *bytes, size_t length, int milliseconds, int may_flush);

// Monotonic milliseconds.
long terminal_milliseconds(void);

#endif
