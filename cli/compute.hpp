#pragma once

#include "command.hpp"

/// `zhibiao compute`: measures of many cells, for people or for programs.
command make_compute(CLI::App& app);
