#define _GNU_SOURCE
#include "CTerminalRestore.h"
#include "Output.h"
#include "Watch.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP,
                             SIGTTIN, SIGTTOU, SIGPIPE};
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
  if (ends_process(signal)) terminal_watch_begin(signal);
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
  terminal_watch_start();
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
  terminal_watch_end();
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

void terminal_stop(int signal) {
  struct sigaction former;
  sigset_t former_mask;
  raise_by_default(signal, &former, &former_mask);
  pthread_sigmask(SIG_SETMASK, &former_mask, NULL);
  sigaction(signal, &former, NULL);
}

int terminal_is_ours(int terminal) {
  pid_t group = tcgetpgrp(terminal);
  // Of a terminal that is not the one of this session, everybody is in the foreground.
  return group < 0 || group == getpgrp();
}

int terminal_wait_for_foreground(int terminal) {
  // Where no shell can continue the process, the system takes no notice of the signal.
  int unnoticed = 0;
  while (!terminal_is_ours(terminal)) {
    if (atomic_load(&is_ending) || unnoticed == 3) return -1;
    long start = terminal_milliseconds();
    terminal_stop(SIGTTOU);
    unnoticed = terminal_milliseconds() - start < 5 ? unnoticed + 1 : 0;
  }
  return 0;
}

ssize_t terminal_read(int terminal, void *bytes, size_t count) {
  // Put into the background at this very moment: an error, not a stop with all modes on.
  sigset_t mask, former;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTTIN);
  pthread_sigmask(SIG_BLOCK, &mask, &former);
  ssize_t result = read(terminal, bytes, count);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  errno = error;
  return result;
}

void terminal_die(int signal) {
  struct sigaction former;
  sigset_t former_mask;
  raise_by_default(signal, &former, &former_mask);
  _exit(128 + signal);
}
