#define _GNU_SOURCE
#include "CTerminalRestore.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP, SIGPIPE};
enum { caught_count = sizeof caught / sizeof caught[0] };
static struct sigaction former_actions[caught_count];
static int signal_pipe[2] = {-1, -1};
static atomic_int is_catching;
static atomic_int is_ending;

static int ends_process(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

static void note(int signal) {
  int former_errno = errno;
  if (ends_process(signal) && atomic_exchange(&is_ending, 1)) {
    terminal_restore_now();
    terminal_die(signal);
  }
  unsigned char byte = (unsigned char)signal;
  // The pipe does not block: when it is full, what it holds says enough.
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = former_errno;
}

int terminal_signals_catch(int can_stop) {
  if (atomic_exchange(&is_catching, 1)) return -1;
  // Made once and never closed: Dispatch may watch it still when the next screen opens.
  if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) {
    atomic_store(&is_catching, 0);
    return -1;
  }
  char stale[64];
  while (read(signal_pipe[0], stale, sizeof stale) > 0) continue;
  atomic_store(&is_ending, 0);
  for (int i = 0; i < caught_count; i++) {
    int signal = caught[i];
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    int is_ignored = signal == SIGPIPE || (signal == SIGTSTP && !can_stop);
    action.sa_handler = is_ignored ? SIG_IGN : note;
    sigaction(signal, NULL, &former_actions[i]);
    // nohup and shells without job control say by this that the signal is not meant for us.
    if (former_actions[i].sa_handler == SIG_IGN && signal != SIGWINCH && signal != SIGCONT) continue;
    sigaction(signal, &action, NULL);
  }
  return signal_pipe[0];
}

void terminal_signals_handled(void) { atomic_store(&is_ending, 0); }

void terminal_signals_release(void) {
  if (!atomic_exchange(&is_catching, 0)) return;
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &former_actions[i], NULL);
}

// Sends a signal to this very thread with its default meaning. Dispatch's threads block most signals, and the main
// queue may be served by one of them.
static void raise_by_default(int signal, struct sigaction *former, sigset_t *former_mask) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, former);
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, signal);
  pthread_sigmask(SIG_UNBLOCK, &mask, former_mask);
  raise(signal);
}

void terminal_stop(void) {
  struct sigaction former;
  sigset_t former_mask;
  raise_by_default(SIGTSTP, &former, &former_mask);
  pthread_sigmask(SIG_SETMASK, &former_mask, NULL);
  sigaction(SIGTSTP, &former, NULL);
}

void terminal_die(int signal) {
  struct sigaction former;
  sigset_t former_mask;
  raise_by_default(signal, &former, &former_mask);
  _exit(128 + signal);
}
