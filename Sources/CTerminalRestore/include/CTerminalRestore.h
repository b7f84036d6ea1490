#ifndef FLINKTOP_CTERMINALRESTORE_H
#define FLINKTOP_CTERMINALRESTORE_H
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

// What Swift cannot do: code that runs inside a signal handler, where nothing may allocate, lock or retain.
// All of it is about one terminal a process.

// Remembers how to undo the terminal's modes: `sequence` is written to `terminal`, then `modes` are set.
// Both are copied; a sequence longer than 512 bytes is refused (-1).
int terminal_restore_arm(int terminal, const struct termios *modes, const char *sequence, size_t length);

// Forgets it again, once the terminal was restored in order.
void terminal_restore_disarm(void);

// Restores the terminal if it is armed, and releases held errors. Waits for no terminal that takes nothing. Safe in a
// signal handler; the second call does nothing, but it returns only when another thread's first has done its work.
void terminal_restore_now(void);

// Whether the terminal is armed, and nobody restored it yet.
int terminal_is_taken(void);

// Sets modes at once, also from the background. -1 on failure.
int terminal_set_modes(int terminal, const struct termios *modes);

// From here on whatever ends the process restores the terminal first: exit(), and every signal that by default ends it
// and that nobody else handles. The former action of the signal follows, so that exit status, core file and Swift's
// backtrace stay what they were.
void terminal_restore_on_crash(void);

// Sends what is written to `descriptor` (2) into memory while the screen is shown; release prints the last of it.
// Returns -1 where that cannot be done.
int terminal_errors_hold(int descriptor);
void terminal_errors_release(void);

// Another descriptor for what `descriptor` writes to, whose writes never wait; -1 where there is none.
int terminal_open_unblocked(int descriptor);

// A file in memory; -1 on failure.
int terminal_memory_file(void);

// Catches INT, TERM, HUP, QUIT, WINCH, CONT, TTIN, TTOU and, where `can_stop`, TSTP (else ignored): each writes its
// number as one byte into a pipe, whose reading end is returned (-1 on failure). What was ignored when the process
// began stays so.
//
// INT, TERM, HUP and QUIT end the process in any case within two seconds, unless terminal_signals_release() says
// before that the screen was closed and the process lives on. A second one before terminal_signals_handled() ends it
// at once: its main thread hangs.
int terminal_signals_catch(int can_stop);
void terminal_signals_handled(void);
// Gives every signal its former meaning; the pipe stays.
void terminal_signals_release(void);

// The process is about to end. Where it has not done so within two seconds, it is ended, by the signal if one came.
void terminal_must_end(void);

// Stops the process by a signal (TSTP, TTIN, TTOU) and returns when it goes on. At once where no shell could continue
// it.
void terminal_stop(int signal);

// Whether the process may use the terminal: it is not in the background of its shell.
int terminal_is_ours(int terminal);

// Stops the process by SIGTTOU for as long as it is in the background. -1 where it is to end, or no shell could
// continue it.
int terminal_wait_for_foreground(int terminal);

// read(), but in the background it fails with EIO.
ssize_t terminal_read(int terminal, void *bytes, size_t count);

// write() to the terminal that is armed. From when it is being restored, by whichever thread, it fails with EPIPE: what
// came then would undo that.
ssize_t terminal_write(int descriptor, const void *bytes, size_t count);

// Ends the process by a signal, for the truth of its exit status.
void terminal_die(int signal) __attribute__((noreturn));

#endif
