#pragma once

#include "command.hpp"

/// `zhibiao pack`: a data set in one file that may be larger than the memory.
command make_pack(CLI::App& app);
