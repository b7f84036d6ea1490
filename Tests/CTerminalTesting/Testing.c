#define _GNU_SOURCE
#include "CTerminalTesting.h"
#include "CTerminalRestore.h"
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int testing_open_pty(int *master, int *slave, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return openpty(master, slave, NULL, NULL, &size);
}

void testing_resize_pty(int master, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  ioctl(master, TIOCSWINSZ, &size);
}

struct testing_modes testing_modes(int terminal) {
  struct termios modes;
  memset(&modes, 0, sizeof modes);
  tcgetattr(terminal, &modes);
  return (struct testing_modes){modes.c_iflag, modes.c_oflag, modes.c_lflag, modes.c_cflag};
}

static int overflow(volatile char *above) {
  volatile char frame[4096];
  frame[0] = above ? above[0] : 0;
  return overflow(frame) + frame[0];
}

// As a new process has it, with a terminal taken over as a screen does.
static void take_over(int slave) {
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (int signal = 1; signal < 65; signal++) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(signal, &action, NULL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct termios modes, raw;
  tcgetattr(slave, &modes);
  terminal_restore_on_crash();
  terminal_restore_arm(slave, &modes, "<restored>", 10);
  raw = modes;
  cfmakeraw(&raw);
  tcsetattr(slave, TCSANOW, &raw);
  terminal_errors_hold(2);
}

static void child(int slave, enum testing_death death) {
  take_over(slave);
  switch (death) {
    case TESTING_NULL_POINTER: {
      volatile int *nowhere = NULL;
      *nowhere = 1;
      break;
    }
    case TESTING_ABORT: abort();
    case TESTING_TRAP: __builtin_trap();
    case TESTING_STACK_OVERFLOW: overflow(NULL); break;
    case TESTING_SENT_SEGV: kill(getpid(), SIGSEGV); break;
    case TESTING_SECOND_TERM:
      terminal_signals_catch(1);
      kill(getpid(), SIGTERM);
      kill(getpid(), SIGTERM);
      break;
    case TESTING_DIE_OF_HUP:
      terminal_signals_catch(1);
      terminal_restore_now();
      terminal_die(SIGHUP);
  }
  _exit(77);
}

static int status_of(pid_t process) {
  if (process < 0) return -1;
  int status = -1;
  waitpid(process, &status, 0);
  return status;
}

static int child_terminal;

static void *write_on(void *nothing) {
  for (;;) terminal_write(child_terminal, "x", 1);
  return nothing;
}

static void *restore(void *nothing) {
  terminal_restore_now();
  return nothing;
}

// As a main thread that draws while the watch restores, and one that ends in the midst of that.
static void child_of_threads(int slave, int dies) {
  take_over(slave);
  child_terminal = terminal_open_unblocked(slave);
  pthread_t thread;
  pthread_create(&thread, NULL, write_on, NULL);
  poll(NULL, 0, 100);
  if (dies) {
    pthread_create(&thread, NULL, restore, NULL);
    while (terminal_is_taken()) continue;
  }
  terminal_restore_now();
  if (!dies) poll(NULL, 0, 50);
  terminal_die(SIGTERM);
}

int testing_child_writes_on(int slave, int dies) {
  pid_t process = fork();
  if (process == 0) child_of_threads(slave, dies);
  return status_of(process);
}

int testing_child_dies(int slave, enum testing_death death) {
  pid_t process = fork();
  if (process == 0) child(slave, death);
  return status_of(process);
}

int testing_child_is_sent(int slave, int signal) {
  pid_t process = fork();
  if (process == 0) {
    take_over(slave);
    kill(getpid(), signal);
    _exit(77);
  }
  return status_of(process);
}

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int takes_output(int terminal) {
  struct pollfd request = {.fd = terminal, .events = POLLOUT};
  return poll(&request, 1, 0) == 1;
}

struct testing_end testing_stuck_child_ends(int slave, int signal, int is_stopped) {
  int ready[2];
  if (pipe(ready) != 0) return (struct testing_end){-1, -1};
  if (is_stopped) tcflow(slave, TCOOFF);
  pid_t process = fork();
  if (process == 0) {
    take_over(slave);
    terminal_signals_catch(1);
    if (signal == 0) terminal_must_end();
    static char cells[2048];
    memset(cells, 'x', sizeof cells);
    int unblocked = terminal_open_unblocked(slave);
    // The kernel moves what was written on by and by, which makes room again: full is what stays so.
    for (int full = 0; full < 25; full++) {
      if (write(unblocked, cells, sizeof cells) > 0) full = 0;
      poll(NULL, 0, 2);
    }
    char byte = 0;
    ssize_t written = write(ready[1], &byte, 1);
    // The rest of a frame. Nothing follows it: what would, is not this test's concern.
    if (written == 1) written = write(slave, cells, sizeof cells);
    for (;;) pause();
  }
  char byte;
  ssize_t count = read(ready[0], &byte, 1);
  close(ready[0]);
  close(ready[1]);
  if (count != 1 || takes_output(slave)) kill(process, SIGKILL);
  long start = milliseconds();
  if (signal != 0) kill(process, signal);
  int status = -1;
  while (waitpid(process, &status, WNOHANG) == 0) {
    // A hanging child must not hang the tests.
    if (milliseconds() - start > 10000) kill(process, SIGKILL);
    poll(NULL, 0, 5);
  }
  return (struct testing_end){status, (int)(milliseconds() - start)};
}
