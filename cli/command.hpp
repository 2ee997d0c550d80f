#pragma once

#include <functional>

namespace CLI {  // NOLINT: the name of another library
class App;
}

/// One command of the program: its arguments, and what to do once they are read.
struct command {
  CLI::App* arguments = nullptr;
  std::function<int()> run;  ///< gives the exit code
};

/// The exit codes.
enum exit_code : int {
  done = 0,
  faulty_input = 1,   ///< faults in the data, or a file that cannot be read or written
  faulty_usage = 2,   ///< what was typed is not understood
  interrupted = 128,  ///< plus the number of the signal that ended it, as shells have it
};
