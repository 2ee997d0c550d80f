#pragma once

/// From now on a wish to end the program (Ctrl-C, SIGTERM, SIGHUP) is noted, so that the work can end
/// without leaving half a file; a second one of a kind ends it at once.
void note_interrupts();

/// The signal that was noted; 0: none.
int noted_interrupt() noexcept;
