#ifndef FLINKTOP_CNCURSES_SHIM_H
#define FLINKTOP_CNCURSES_SHIM_H
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <wchar.h>

// Everything here is what Swift cannot import: globals (refused in Swift 6 mode as shared mutable state), macros
// built on other macros, and functions that take a C array or vary in their arguments.

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

static const attr_t NC_NORMAL = A_NORMAL, NC_BOLD = A_BOLD, NC_DIM = A_DIM, NC_REVERSE = A_REVERSE,
                    NC_UNDERLINE = A_UNDERLINE;

// Loads a terminal's entry and says: 1 it can place its cursor, 2 it cannot, 0 no entry, -1 no database at all.
// setupterm with an error result never exits the process, as initscr does.
static inline int nc_load_terminal(const char *name, int descriptor) {
  int result = -1;
  if (setupterm(name, descriptor, &result) != OK) return result == 1 ? 2 : result;
  const char *move = tigetstr("cup");
  return move != NULL && move != (const char *)-1 ? 1 : 2;
}
static inline void nc_unload_terminal(void) {
  if (cur_term != NULL) del_curterm(cur_term);
}

// A string capability of the open terminal, NULL where it has none.
static inline const char *nc_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

// Cells of one style without combining marks. `pair` is an int passed through `opts` (ncurses 6.1), so pairs > 255
// work.
static inline int nc_put_run(WINDOW *w, int y, int x, const wchar_t *text, int n, attr_t attrs, int pair) {
  wattr_set(w, attrs, 0, &pair);
  return mvwaddnwstr(w, y, x, text, n);
}

// One cell: a base and its marks, ended by 0.
static inline int nc_put_cell(WINDOW *w, int y, int x, const wchar_t *text, attr_t attrs, int pair) {
  cchar_t cell;
  return setcchar(&cell, text, attrs, 0, &pair) == ERR ? ERR : mvwadd_wch(w, y, x, &cell);
}

// The terminal's size in cells; 0 where the descriptor cannot tell.
static inline struct winsize nc_terminal_size(int descriptor) {
  struct winsize size = {0, 0, 0, 0};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) memset(&size, 0, sizeof size);
  return size;
}

// The cells that the C library, and so curses, gives a character; declared here because wchar.h hides it from Swift.
static inline int nc_width(wchar_t character) {
  extern int wcwidth(wchar_t);
  return wcwidth(character);
}

static inline int nc_is_utf8_locale(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}
#endif
