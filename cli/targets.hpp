#pragma once

#include "command.hpp"

/// `zhibiao targets`: apportions a target to the towns, or checks that those of the towns reach it.
command make_targets(CLI::App& app);
