import TerminalUI

/// The real terminal. The only type that, with its neighbours in this module, knows ncurses.
@MainActor
package final class Screen {
  package init() {}
}
