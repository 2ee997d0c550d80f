#pragma once

#include "command.hpp"

/// `zhibiao report`: one area at one period, for people.
command make_report(CLI::App& app);
