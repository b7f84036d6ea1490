#ifndef FLINKTOP_CTERMINALTESTING_H
#define FLINKTOP_CTERMINALTESTING_H

// A pair of connected terminal ends; -1 on failure.
int testing_open_pty(int *master, int *slave, int columns, int rows);
void testing_resize_pty(int master, int columns, int rows);

// Input, output, local and control flags of a terminal.
struct testing_modes {
  unsigned input, output, local, control;
};
struct testing_modes testing_modes(int terminal);

enum testing_death {
  TESTING_NULL_POINTER,
  TESTING_ABORT,
  TESTING_TRAP,
  TESTING_STACK_OVERFLOW,
  TESTING_SENT_SEGV,
  TESTING_SECOND_TERM,
  TESTING_DIE_OF_HUP,
};

// Forks a child that takes `slave` over as a screen does, and dies so. Returns the status that waitpid gives.
int testing_child_dies(int slave, enum testing_death death);

// Forks a child that takes `slave` over and is sent a signal. Returns the status that waitpid gives.
int testing_child_is_sent(int slave, int signal);

// Forks a child that takes `slave` over, and of which one thread writes without end while another restores. It ends by
// SIGTERM a little later; or `dies` as soon as a third has begun to restore. Returns the status that waitpid gives.
int testing_child_writes_on(int slave, int dies);

struct testing_end {
  int status, milliseconds;
};
// Forks a child that takes `slave` over and writes until the terminal takes no more, because nobody reads it or because
// its output `is_stopped`. Then it is sent `signal`; 0: it has said itself that it will end. How and how fast it does.
struct testing_end testing_stuck_child_ends(int slave, int signal, int is_stopped);

#endif
