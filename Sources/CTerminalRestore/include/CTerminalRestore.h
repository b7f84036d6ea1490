#ifndef FLINKTOP_CTERMINALRESTORE_H
#define FLINKTOP_CTERMINALRESTORE_H
#include <stddef.h>
#include <termios.h>

// What Swift cannot do: code that runs inside a signal handler, where nothing may allocate, lock or retain.
// All of it is about one terminal a process.

// Remembers how to undo the terminal's modes: `sequence` is written to `terminal`, then `modes` are set.
// Both are copied; a sequence longer than 512 bytes is refused (-1).
int terminal_restore_arm(int terminal, const struct termios *modes, const char *sequence, size_t length);

// Forgets it again, once the terminal was restored in order.
void terminal_restore_disarm(void);

// Restores the terminal if it is armed, and releases held errors. Safe in a signal handler; the second call does
// nothing.
void terminal_restore_now(void);

// From here on a crash (SEGV, BUS, ILL, FPE, TRAP, ABRT) and exit() restore the terminal first. The former handler
// of the signal runs afterwards, so that exit status, core file and Swift's backtrace stay what they were.
void terminal_restore_on_crash(void);

// Sends what is written to `descriptor` (2) into memory while the screen is shown; release prints the last of it.
// Returns -1 where that cannot be done.
int terminal_errors_hold(int descriptor);
void terminal_errors_release(void);

// Catches INT, TERM, HUP, QUIT, WINCH, CONT and, where `can_stop`, TSTP (else ignored): each writes its number as one
// byte into a pipe, whose reading end is returned (-1 on failure). What was ignored when the process began stays so.
// A second INT, TERM, HUP or QUIT before terminal_signals_handled() ends the process: its main thread hangs.
int terminal_signals_catch(int can_stop);
void terminal_signals_handled(void);
// Gives every signal its former meaning; the pipe stays.
void terminal_signals_release(void);

// Stops the process as ctrl-z does and returns when it goes on. At once where no shell could continue it.
void terminal_stop(void);

// Ends the process by a signal, for the truth of its exit status.
void terminal_die(int signal) __attribute__((noreturn));

#endif
