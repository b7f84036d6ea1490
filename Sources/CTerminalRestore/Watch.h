#ifndef FLINKTOP_TERMINAL_WATCH_H
#define FLINKTOP_TERMINAL_WATCH_H

// Sees to it that a process which is to end does so, whatever its main thread waits for. For this module's own files.

// Starts the thread that watches, once a process; -1 where there can be none.
int terminal_watch_start(void);

// From here on the process has a little more than a second. Safe in a signal handler.
void terminal_watch_begin(int signal);

// It may live on, unless it said by terminal_must_end that it will not.
void terminal_watch_end(void);

#endif
