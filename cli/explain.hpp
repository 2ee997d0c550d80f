#pragma once

#include "command.hpp"

/// `zhibiao explain`: why one cell is what it is.
command make_explain(CLI::App& app);
