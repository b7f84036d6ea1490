#define _GNU_SOURCE
#include "CTerminalRestore.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_int armed;
static int terminal_descriptor = -1;
static struct termios terminal_modes;
static char terminal_sequence[512];
static size_t terminal_sequence_length;

static atomic_int holding;
static int held_descriptor = -1;
static int former_descriptor = -1;
static int memory_descriptor = -1;

static void write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(descriptor, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

int terminal_restore_arm(int terminal, const struct termios *modes, const char *sequence, size_t length) {
  if (length > sizeof terminal_sequence) return -1;
  atomic_store(&armed, 0);
  terminal_descriptor = terminal;
  terminal_modes = *modes;
  memcpy(terminal_sequence, sequence, length);
  terminal_sequence_length = length;
  atomic_store(&armed, 1);
  return 0;
}

void terminal_restore_disarm(void) { atomic_store(&armed, 0); }

void terminal_restore_now(void) {
  int former_errno = errno;
  if (atomic_exchange(&armed, 0)) {
    // A process in the background would be stopped by the tcsetattr below.
    sigset_t mask, former;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &mask, &former);
    write_all(terminal_descriptor, terminal_sequence, terminal_sequence_length);
    // Not TCSADRAIN: a terminal that takes no more output would hold a dying process for ever.
    tcsetattr(terminal_descriptor, TCSANOW, &terminal_modes);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
  }
  terminal_errors_release();
  errno = former_errno;
}

int terminal_errors_hold(int descriptor) {
  if (atomic_load(&holding)) return -1;
  int memory = memfd_create("flinktop-errors", MFD_CLOEXEC);
  if (memory < 0) return -1;
  int former = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (former < 0 || dup2(memory, descriptor) < 0) {
    close(memory);
    if (former >= 0) close(former);
    return -1;
  }
  memory_descriptor = memory;
  former_descriptor = former;
  held_descriptor = descriptor;
  atomic_store(&holding, 1);
  return 0;
}

void terminal_errors_release(void) {
  if (!atomic_exchange(&holding, 0)) return;
  dup2(former_descriptor, held_descriptor);
  char bytes[4096];
  const off_t most = 65536;
  off_t end = lseek(memory_descriptor, 0, SEEK_END);
  off_t place = end > most ? end - most : 0;
  ssize_t count;
  while ((count = pread(memory_descriptor, bytes, sizeof bytes, place)) > 0) {
    write_all(held_descriptor, bytes, (size_t)count);
    place += count;
  }
  close(memory_descriptor);
  close(former_descriptor);
}

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
enum { crash_count = sizeof crashes / sizeof crashes[0] };
static struct sigaction former_crash_actions[crash_count];

static void crashed(int signal, siginfo_t *info, void *context) {
  (void)context;
  terminal_restore_now();
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == signal) sigaction(signal, &former_crash_actions[i], NULL);
  }
  // A fault comes again when its instruction does; a signal that was sent has to be sent again.
  if (info->si_code <= 0) raise(signal);
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
  action.sa_sigaction = crashed;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &former_crash_actions[i]);
  atexit(terminal_restore_now);
}
