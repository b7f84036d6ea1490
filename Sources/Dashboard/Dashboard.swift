import StreamModel
import TerminalUI
