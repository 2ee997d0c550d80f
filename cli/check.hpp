#pragma once

#include "command.hpp"

/// `zhibiao check`: every fault of the input, or how much it holds.
command make_check(CLI::App& app);
