#pragma once

#include "command.hpp"

/// `zhibiao indicators`: what the catalogue defines.
command make_indicators(CLI::App& app);
