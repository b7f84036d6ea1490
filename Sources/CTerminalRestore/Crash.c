#define _GNU_SOURCE
#include "CTerminalRestore.h"
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { signal_count = 65 };
static struct sigaction former_actions[signal_count];

static int is_fault(int signal, const siginfo_t *info) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
    case SIGILL:
    case SIGFPE: return info->si_code > 0;
    // Of a breakpoint instruction x86 says SI_KERNEL, and goes on behind it.
    case SIGTRAP: return info->si_code > 0 && info->si_code != SI_KERNEL;
    default: return 0;
  }
}

static void ended(int signal, siginfo_t *info, void *context) {
  terminal_restore_now();
  // Swift's handler reports the crash and returns, since a fault comes again when its instruction does. One that was
  // sent does not: left to itself, the program would go on with its terminal taken away.
  const struct sigaction *former = &former_actions[signal];
  if (former->sa_flags & SA_SIGINFO) {
    former->sa_sigaction(signal, info, context);
  } else if (former->sa_handler != SIG_DFL) {
    former->sa_handler(signal);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
  if (!is_fault(signal, info)) raise(signal);
}

// All that ends a process, but what cannot be caught. Named are the others: what stops, continues or does nothing.
static int ends_process(int signal) {
  switch (signal) {
    case SIGKILL:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
    case SIGCONT:
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH: return 0;
    default: return 1;
  }
}

static int is_crash(int signal) {
  return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE || signal == SIGTRAP ||
         signal == SIGABRT;
}

void terminal_restore_on_crash(void) {
  // Once a process; a forked one may have other handlers.
  static atomic_int process;
  int own = (int)getpid();
  if (atomic_exchange(&process, own) == own) return;
  // Without a stack of its own the handler could not run when the thread's stack has overflowed.
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    static char alternate[65536];
    stack.ss_sp = alternate;
    stack.ss_size = sizeof alternate;
    stack.ss_flags = 0;
    sigaltstack(&stack, NULL);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = ended;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int signal = 1; signal < signal_count; signal++) {
    // The C library keeps some for itself and says so.
    if (!ends_process(signal) || sigaction(signal, NULL, &former_actions[signal]) != 0) continue;
    // A handler of another kind means that the signal does not end this process. Those of crashes report them.
    int has_handler = former_actions[signal].sa_handler != SIG_DFL;
    int is_ignored = former_actions[signal].sa_handler == SIG_IGN;
    if (!has_handler || (is_crash(signal) && !is_ignored)) sigaction(signal, &action, NULL);
  }
  atexit(terminal_restore_now);
}
