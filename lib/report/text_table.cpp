#include <zhibiao/report/display_width.hpp>
#include <zhibiao/report/text_table.hpp>

#include "report/characters.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::size_t gap = 2;              // blanks between columns
constexpr std::size_t narrowest_last = 24;  // a last column narrower than this is hard to read

bool is_closing(char32_t code) {
  constexpr std::u32string_view closing = U",.;:!?)]}%>，。、；：！？）】》”’％";
  return closing.find(code) != std::u32string_view::npos;
}

bool is_opening(char32_t code) {
  constexpr std::u32string_view opening = U"([{<（【《“‘";
  return opening.find(code) != std::u32string_view::npos;
}

/// True where a line may end between two characters that follow each other.
bool may_break(char32_t before, char32_t after) {
  if (is_closing(after) || is_opening(before)) return false;
  // A number stays with the unit behind it.
  return before == U' ' || detail::width_of(before) == 2;
}

/// The bytes of the first line of a text that is too wide for one.
std::size_t first_line(std::string_view text, std::size_t columns) {
  const std::size_t fits = fitting_prefix(text, columns);
  std::size_t best = 0;
  std::size_t at = 0;
  while (at < fits) {
    const detail::character c = detail::first_character(text.substr(at));
    at += c.length;
    if (at <= fits && at < text.size() &&
        may_break(c.code, detail::first_character(text.substr(at)).code)) {
      best = at;
    }
  }
  return best > 0 ? best : fits;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

void append_aligned(std::string& out, std::string_view text, std::size_t width, alignment side) {
  const std::size_t taken = display_width(text);
  const std::size_t blanks = width > taken ? width - taken : 0;
  if (side == alignment::right) out.append(blanks, ' ');
  out += text;
  if (side == alignment::left) out.append(blanks, ' ');
}

/// The text on one line, without what would move the cursor of a terminal.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, ' ');
  return text;
}

/// The text of a Markdown cell: what would end the cell or begin other markup is escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '_' || c == '`') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string_view rest = without_blanks(text);
  while (columns > 0 && display_width(rest) > columns) {
    const std::size_t bytes = first_line(rest, columns);
    lines.emplace_back(without_blanks(rest.substr(0, bytes)));
    rest = without_blanks(rest.substr(bytes));
  }
  if (!rest.empty() || lines.empty()) lines.emplace_back(rest);
  return lines;
}

void text_table::add_row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = one_line(std::move(cell));
  lines_.push_back({false, std::move(cells)});
  ++row_count_;
}

void text_table::add_heading(std::string heading) {
  lines_.push_back({true, {one_line(std::move(heading))}});
}

std::string text_table::to_text(table_style style, std::size_t width) const {
  if (columns_.empty()) return {};
  return style == table_style::plain ? plain(width) : markdown();
}

std::vector<std::size_t> text_table::widths_within(std::size_t width) const {
  const std::size_t last = columns_.size() - 1;
  std::vector<std::size_t> widths;
  std::size_t before = 0;
  for (std::size_t c = 0; c <= last; ++c) {
    std::size_t limit = columns_[c].widest;
    if (c == last && width > 0) {
      limit = std::max(width > before ? width - before : 0, narrowest_last);
    }
    widths.push_back(display_width(columns_[c].heading));
    for (const line& l : lines_) {
      if (l.is_heading) continue;
      // What goes on in the next line may leave the column narrower than it could be.
      const std::size_t whole = display_width(l.cells[c]);
      if (limit == 0 || whole <= limit) {
        widths[c] = std::max(widths[c], whole);
        continue;
      }
      for (const std::string& part : wrapped(l.cells[c], limit)) {
        widths[c] = std::max(widths[c], display_width(part));
      }
    }
    before += widths[c] + gap;
  }
  return widths;
}

std::string text_table::plain(std::size_t width) const {
  const std::size_t last = columns_.size() - 1;
  const std::vector<std::size_t> widths = widths_within(width);
  std::string out;
  const auto append_cells = [&](const std::vector<std::string>& cells) {
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 1;
    for (std::size_t c = 0; c <= last; ++c) {
      parts.push_back(wrapped(cells[c], widths[c]));
      height = std::max(height, parts.back().size());
    }
    for (std::size_t h = 0; h < height; ++h) {
      for (std::size_t c = 0; c <= last; ++c) {
        const std::string_view part = h < parts[c].size() ? parts[c][h] : std::string_view();
        append_aligned(out, part, widths[c], columns_[c].side);
        if (c < last) out.append(gap, ' ');
      }
      end_line(out);
    }
  };

  std::vector<std::string> headings;
  std::size_t total = gap * last;
  for (std::size_t c = 0; c <= last; ++c) {
    headings.push_back(columns_[c].heading);
    total += widths[c];
  }
  append_cells(headings);
  out.append(total, '-');
  out += '\n';
  for (const line& l : lines_) {
    if (l.is_heading) {
      if (&l != lines_.data()) out += '\n';
      out += l.cells.front();
      end_line(out);
    } else {
      append_cells(l.cells);
    }
  }
  return out;
}

std::string text_table::markdown() const {
  std::string out;
  bool in_table = false;
  const auto append_cells = [&out](const std::vector<std::string>& cells) {
    out += '|';
    for (const std::string& cell : cells) out += " " + escaped(cell) + " |";
    out += '\n';
  };
  const auto start_table = [&] {
    std::vector<std::string> headings;
    for (const table_column& column : columns_) headings.push_back(column.heading);
    append_cells(headings);
    out += '|';
    for (const table_column& column : columns_) {
      out += column.side == alignment::right ? " ---: |" : " --- |";
    }
    out += '\n';
    in_table = true;
  };
  if (lines_.empty()) start_table();
  for (const line& l : lines_) {
    if (l.is_heading) {
      if (!out.empty()) out += '\n';
      out += "## " + escaped(l.cells.front()) + "\n\n";
      in_table = false;
      continue;
    }
    if (!in_table) start_table();
    append_cells(l.cells);
  }
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
