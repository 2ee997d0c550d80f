#pragma once

#include <zhibiao/engine/result_set.hpp>

#include <span>
#include <string>

/// Results in the form in which they are compared: `<name>.f64` and `<name>.u8`, every cell as
/// [indicator][area][period], areas by ascending code.
namespace zhibiao_bench {

void put(const std::string& folder, const std::string& name, std::span<const double> values);
void put(const std::string& folder, const std::string& name,
         std::span<const zhibiao::status> statuses);

/// The figures of a panel of one block, as the towns report them.
void put_panel(const std::string& folder, const std::string& name, const zhibiao::panel& data);

/// A section of one level: its values under the name, its statuses under `<name>_status`.
void put_section(const std::string& folder, const std::string& name,
                 const zhibiao::result_section& section);

}  // namespace zhibiao_bench
