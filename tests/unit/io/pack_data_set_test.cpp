#include <zhibiao/io/pack_data_set.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace {

using zhibiao::data_files;
using zhibiao::data_set;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::fault;
using zhibiao::fault_list;
using zhibiao::input_error;
using zhibiao::pack_data_set;
using zhibiao::read_data_set;
using zhibiao::test::temporary_folder;

const std::string catalog_text = R"(schema = 1
[[indicator]]
id = "fai"
name = "投资"
kind = "flow"
unit = "万元"
[[indicator]]
id = "share"
name = "占比"
kind = "rate"
unit = "%"
[[indicator]]
id = "people"
name = "人口"
kind = "stock"
unit = "人"
)";

/// Files of 40 towns, and what is made of them in both ways.
class PackDataSet : public testing::Test {
 protected:
  PackDataSet() {
    std::string areas = "code,name,parent\nc,县,\n";
    std::string rows = "area,indicator,period,value,note\n";
    for (int t = 100; t < 140; ++t) {
      const std::string town = "t" + std::to_string(t);
      areas += town + ",镇,c\n";
      for (int year = 2018; year < 2022; ++year) {
        const std::string when = "," + std::to_string(year);
        rows += town + ",fai" + when + "," + std::to_string(t * year) + ".5,\n";
        if (t % 7 != 0)
          rows += town + ",share" + when + "," + std::to_string(t - 90) + "%以上,注\n";
        rows += town + ",people" + when + "-Q" + std::to_string(1 + t % 4) + ",,\n";
      }
    }
    rows_ = rows;
    files_.catalog = folder_.write("catalog.toml", catalog_text);
    files_.areas = folder_.write("areas.csv", areas);
    files_.observations = folder_.write("o.csv", rows);
  }

  void set_rows(const std::string& text) { folder_.write("o.csv", text); }
  void add_rows(const std::string& text) { set_rows(rows_ + text); }

  /// The bytes of the file, or the faults.
  struct outcome {
    std::string bytes;
    std::vector<std::string> faults;
    std::size_t errors = 0;
    std::size_t warnings = 0;

    friend bool operator==(const outcome&, const outcome&) = default;
  };
  void note(const fault_list& faults, outcome& out) const {
    for (const fault& f : faults.kept()) out.faults.push_back(to_string(f));
    out.errors = faults.errors();
    out.warnings = faults.warnings();
  }
  outcome in_memory() const {
    outcome out;
    try {
      const data_set data = read_data_set(files_);
      note(data.warnings, out);
      write_panel_file(folder_ / "a.zbp", data.panel, data.targets);
      out.bytes = folder_.read("a.zbp");
    } catch (const input_error& e) {
      note(e.faults(), out);
    }
    return out;
  }
  outcome beyond_memory() const {
    outcome out;
    std::filesystem::remove(folder_ / "b.zbp");
    try {
      note(pack_data_set(files_, folder_ / "b.zbp", 0), out);
    } catch (const input_error& e) {
      note(e.faults(), out);
    }
    out.bytes = folder_.read("b.zbp");
    return out;
  }
  void expect_same() const {
    const outcome wanted = in_memory();
    const outcome found = beyond_memory();
    EXPECT_EQ(found.faults, wanted.faults);
    EXPECT_TRUE(found == wanted);
  }

  temporary_folder folder_;
  data_files files_;

 private:
  std::string rows_;
};

TEST_F(PackDataSet, MakesTheFileThatIsMadeInMemory) {
  EXPECT_FALSE(in_memory().bytes.empty());
  for (const int threads : {1, 3}) {
    files_.threads = threads;
    expect_same();
  }
}

TEST_F(PackDataSet, KeepsTargets) {
  files_.targets =
      folder_.write("t.csv", "indicator,area,period,comparison,value\nfai,,2021,>=,2\n");
  expect_same();
}

TEST_F(PackDataSet, PutsTogetherSeriesOfUnequalLength) {
  add_rows("t100,fai,1999,1,\nt101,share,2030,5,\nt101,people,2021-M03,5,\n");
  expect_same();
}

TEST_F(PackDataSet, ReadsOtherCharacterSets) {
  files_.encoding = zhibiao::encoding::gb18030;
  folder_.write("areas.csv", "code,name\nt1,\xD5\xF2\n");
  set_rows("area,indicator,period,value\n\xD5\xF2,fai,2021,5\n");
  EXPECT_EQ(in_memory().errors, 0U);
  expect_same();
}

TEST_F(PackDataSet, OfNothingMakesAnEmptyFile) {
  set_rows("area,indicator,period,value\n");
  EXPECT_FALSE(in_memory().bytes.empty());
  EXPECT_EQ(in_memory().warnings, 1U);
  expect_same();
}

TEST_F(PackDataSet, FindsTheSameFaults) {
  for (const std::size_t limit : {std::size_t{1}, std::size_t{2}, data_files::no_fault_limit}) {
    files_.fault_limit = limit;
    // Unknown names and wrong figures, duplicates, both, forms that are mixed far apart.
    add_rows("t1,fai,2021,1,\nt100,fia,2021,1,\nt100,fai,20211,x,\nt100,share,2022,103,\n");
    expect_same();
    add_rows(
        "t100,fai,2021,1,\nt100,share,2021,10%以上,\nt100,share,2021,3,\nt101,fai,2018,204418.5,"
        "\n");
    EXPECT_EQ(beyond_memory().errors, 4U);
    expect_same();
    add_rows("t100,fai,2021,1,\nt1,fai,2021,1,\nt101,fai,2020,7,\n");
    expect_same();
    set_rows(
        "area,indicator,period,value\nt100,fai,2021-M02,1\nt100,fai,2021-M03YTD,1\n"
        "t100,people,2021-M03YTD,1\n");
    expect_same();
    set_rows("area,indicator\nt100,fai\n");
    expect_same();
    set_rows(std::string("area,indicator,period,value\n\0", 29));
    expect_same();
    set_rows("");
    expect_same();
  }
}

TEST_F(PackDataSet, FindsTheFaultsOfEveryFile) {
  files_.targets =
      folder_.write("t.csv", "indicator,area,period,comparison,value\nfia,,2021,>=,2\n");
  expect_same();
  add_rows("t100,fai,2021,1,\n");
  expect_same();
  folder_.write("areas.csv", "code\nt1\nt1\n");
  EXPECT_THROW(pack_data_set(files_, folder_ / "b.zbp", 0), input_error);
  files_.observations = folder_ / "none.csv";
  folder_.write("areas.csv", "code,name\nt1,镇\n");
  expect_same();
}

TEST_F(PackDataSet, LeavesTheOldFileWhereItThrows) {
  folder_.write("b.zbp", "old");
  add_rows("t1,fai,2021,1,\n");
  EXPECT_THROW(pack_data_set(files_, folder_ / "b.zbp", 0), input_error);
  EXPECT_EQ(folder_.read("b.zbp"), "old");
  add_rows("");
  const zhibiao::progress_callback cancel{[](void*, double) { return false; }, nullptr};
  for (const bool in_packing : {true, false}) {
    data_files files = files_;
    if (!in_packing) files.progress = cancel;
    try {
      pack_data_set(files, folder_ / "b.zbp", 0,
                    in_packing ? cancel : zhibiao::progress_callback());
      ADD_FAILURE();
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::cancelled);
    }
    EXPECT_EQ(folder_.read("b.zbp"), "old");
  }
  // The three files, the old one and nothing else.
  const std::filesystem::directory_iterator left(folder_.path());
  EXPECT_EQ(std::distance(begin(left), end(left)), 4);
}

TEST_F(PackDataSet, SaysWhereItCannotWrite) {
  try {
    pack_data_set(files_, folder_ / "none/b.zbp", 0);
    ADD_FAILURE();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::cannot_write);
  }
}

}  // namespace
