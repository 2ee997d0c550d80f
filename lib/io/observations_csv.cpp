#include <zhibiao/io/observations_csv.hpp>

#include "io/observation_file.hpp"
#include "io/text_source.hpp"

#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {

void read_observations(const std::string& path, panel_builder& builder, encoding encoding,
                       int threads, progress_callback progress) {
  if (threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(threads));
  }
  const detail::piecewise how{threads, progress};
  const auto read = [&](const detail::text_source& source) {
    auto file = detail::observation_file::read(source, path, &builder.catalog(), &builder.areas(),
                                               builder.faults().limit(), how);
    if (file) std::move(*file).hand_over(builder);
    return file.has_value();
  };
  if (encoding == encoding::utf_8) {
    const detail::text_in_file file(path);
    if (file.is_open() && read(file)) return;
  }
  // What cannot be read in pieces is read whole, and what cannot be read at all is told.
  const std::string text = read_text_file(path, encoding);
  read(detail::text_in_memory(text));
}

void parse_observations(std::string_view text, const std::string& file_name,
                        panel_builder& builder) {
  auto file =
      detail::observation_file::read(detail::text_in_memory(text), file_name, &builder.catalog(),
                                     &builder.areas(), builder.faults().limit(), {});
  std::move(*file).hand_over(builder);
}

fault_list check_observations(std::string_view text, const std::string& file_name,
                              const catalog* catalog, const area_tree* areas,
                              std::size_t fault_limit) {
  return detail::observation_file::read(detail::text_in_memory(text), file_name, catalog, areas,
                                        fault_limit, {})
      ->faults();
}

}  // namespace zhibiao::inline ZB_ABI
