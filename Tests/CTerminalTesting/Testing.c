#define _GNU_SOURCE
#include "CTerminalTesting.h"
#include "CTerminalRestore.h"
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
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

static void child(int slave, enum testing_death death) {
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (int signal = 1; signal < 32; signal++) {
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

int testing_child_dies(int slave, enum testing_death death) {
  pid_t process = fork();
  if (process < 0) return -1;
  if (process == 0) child(slave, death);
  int status = -1;
  waitpid(process, &status, 0);
  return status;
}
