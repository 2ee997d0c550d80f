#pragma once

#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "io/checksum.hpp"
#include "io/packed_directory.hpp"
#include "support/temporary_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Packed panel files as bytes, to be changed.
namespace zhibiao::test {

/// The bytes that `write_panel_file` makes.
inline std::string packed(const panel& data, const targets& wanted = {},
                          std::uint64_t run_bytes = usual_run_bytes) {
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", data, wanted, {}, run_bytes);
  return folder.read("a.zbp");
}

/// The panel in such bytes.
inline panel unpacked(std::string_view bytes) {
  const temporary_folder folder;
  return read_panel(panel_file(folder.write("a.zbp", bytes)));
}

/// What a forger would do: makes every checksum of `changed` right, for a file in which bytes of
/// `original` were changed.
inline void reseal(std::string_view original, std::string& changed) {
  const auto put = [&changed](std::size_t at, std::uint64_t sum) {
    for (std::size_t i = 0; i < 8; ++i) {
      changed[at + i] = static_cast<char>(static_cast<unsigned char>(sum >> (8 * i)));
    }
  };
  const auto bytes = [](std::string_view file, const detail::file_piece& p) {
    return file.substr(static_cast<std::size_t>(p.offset), static_cast<std::size_t>(p.size));
  };
  const detail::panel_file_header header = detail::unpack_header(
      original.substr(0, detail::panel_file_header_size), original.size(), "");
  const panel_file file = [&] {
    const temporary_folder folder;
    return panel_file(folder.write("a.zbp", original));
  }();
  const detail::packed_directory directory = detail::unpack_directory(
      bytes(original, header.directory), header, file.catalog()->size(), file.areas()->size(), "");
  for (const auto& block : directory.blocks) {
    for (const auto& slot : block.slots) {
      for (const auto& run : slot.runs) {
        for (const detail::file_piece& p : {run.values, run.statuses, run.remarks}) {
          if (p.size == 0 || bytes(original, p) == bytes(changed, p)) continue;
          std::string sum(8, '\0');
          for (std::size_t i = 0; i < 8; ++i) {
            sum[i] = static_cast<char>(static_cast<unsigned char>(p.checksum >> (8 * i)));
          }
          const std::size_t at =
              original.find(sum, static_cast<std::size_t>(header.directory.offset));
          put(at, detail::checksum(bytes(changed, p)));
        }
      }
    }
  }
  std::size_t at = 24;
  for (const detail::file_piece& p :
       {header.catalog, header.areas, header.targets, header.directory}) {
    if (p.size != 0 && bytes(original, p) != bytes(changed, p)) {
      put(at + 16, detail::checksum(bytes(changed, p)));
    }
    at += 24;
  }
  put(120, detail::checksum(std::string_view(changed).substr(0, 120)));
}

}  // namespace zhibiao::test
