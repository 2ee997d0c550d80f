#include <zhibiao/io/data_set.hpp>

#include "support/faults_at.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using zhibiao::check_data_set;
using zhibiao::data_files;
using zhibiao::data_set;
using zhibiao::encoding;
using zhibiao::errc;
using zhibiao::fault_list;
using zhibiao::read_data_set;
using zhibiao::test::faults_at;
using zhibiao::test::faults_of;
using zhibiao::test::temporary_folder;

using texts = std::vector<std::string>;

/// Good files, of which a test changes some.
struct sample {
  temporary_folder folder;
  data_files files{
      folder.write("catalog.toml",
                   "schema = 1\n[[indicator]]\nid = \"fai\"\nname = \"投资\"\nkind = \"flow\"\n"
                   "unit = \"万元\"\n"),
      folder.write("areas.csv", "code,name\n990121,县\n990121101,甲\n"),
      folder.write("o.csv", "area,indicator,period,value,x\n990121101,fai,2021,1,\n"),
      folder.write("t.csv", "indicator,area,period,comparison,value,y\nfai,,2021,>=,2,\n"),
      encoding::utf_8};

  /// The files of the faults, as `o.csv 2:1 unknown-area`.
  texts faults() const {
    texts out;
    const fault_list found = check_data_set(files);
    const texts at = faults_at(found);
    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::string& file = found.kept()[i].where.file;
      out.push_back(file.substr(file.find_last_of('/') + 1) + " " + at[i]);
    }
    const fault_list thrown = faults_of([&] { read_data_set(files); });
    EXPECT_EQ(faults_at(thrown), found.errors() == 0 ? texts{} : at);
    return out;
  }
};

TEST(DataSet, ReadsAllFiles) {
  const sample s;
  const data_set d = read_data_set(s.files);
  EXPECT_EQ(d.catalog->size(), 1U);
  EXPECT_EQ(d.areas->size(), 2U);
  EXPECT_EQ(d.panel.reported(), 1U);
  EXPECT_EQ(&d.panel.catalog(), d.catalog.get());
  EXPECT_EQ(&d.panel.areas(), d.areas.get());
  EXPECT_EQ(d.targets.list().size(), 1U);
  EXPECT_EQ(faults_at(d.warnings),
            (texts{"warning 1:29 unknown-column", "warning 1:40 unknown-column"}));
  EXPECT_EQ(s.faults(),
            (texts{"o.csv warning 1:29 unknown-column", "t.csv warning 1:40 unknown-column"}));
}

TEST(DataSet, TargetsMayBeLeftOut) {
  sample s;
  s.files.targets.clear();
  EXPECT_TRUE(read_data_set(s.files).targets.empty());
}

TEST(DataSet, FaultsOfAllFilesComeTogether) {
  const sample s;
  s.folder.write("o.csv",
                 "area,indicator,period,value\n990121109,fai,2021,1\n990121101,fai,2021,-1\n");
  s.folder.write("t.csv", "indicator,area,period,comparison,value\nfai,,2021,in,2\n");
  EXPECT_EQ(s.faults(),
            (texts{"o.csv 2:1 unknown-area", "o.csv 3:20 below-limit", "t.csv 2:14 bad-target"}));
}

TEST(DataSet, WithoutACatalogueTheOthersAreStillChecked) {
  const sample s;
  s.folder.write("catalog.toml", "schema = \n");
  s.folder.write("o.csv", "area,indicator,period,value\n990121109,fia,2021,1\n990121101,fai,x,1\n");
  s.folder.write("t.csv", "indicator,area,period,comparison,value\nfia,,2021,in,2\n");
  EXPECT_EQ(s.faults(), (texts{"catalog.toml 1:10 bad-toml", "o.csv 2:1 unknown-area",
                               "o.csv 3:15 not-a-period", "t.csv 2:14 bad-target"}));
}

TEST(DataSet, WithoutAreasTheOthersAreStillChecked) {
  const sample s;
  s.folder.write("areas.csv", "code,name\n1,甲\n1,乙\n");
  s.folder.write("o.csv", "area,indicator,period,value\n990121109,fia,2021,1\n");
  EXPECT_EQ(s.faults(), (texts{"areas.csv 3:0 duplicate-id", "o.csv 2:11 unknown-indicator",
                               "t.csv warning 1:40 unknown-column"}));
}

TEST(DataSet, FilesThatCannotBeReadAreAllNamed) {
  sample s;
  s.files.catalog = s.folder / "no.toml";
  s.files.areas = s.folder.path();
  s.folder.write("o.csv", "a\xFF");
  s.folder.write("t.csv", std::string("a\0", 2));
  const texts found = s.faults();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], "no.toml 0:0 cannot-read");
  EXPECT_TRUE(found[1].ends_with(" 0:0 cannot-read"));
  EXPECT_EQ(found[2], "o.csv 1:2 wrong-encoding");
  EXPECT_EQ(found[3], "t.csv 1:2 binary-file");
}

TEST(DataSet, ACatalogueOfAnotherEncodingIsToBeSavedAgain) {
  const sample s;
  s.folder.write("catalog.toml", "title = \"\xBA\xC3\"\n");
  const fault_list found = check_data_set(s.files);
  EXPECT_TRUE(found.kept()[0].message.ends_with("save the catalogue as UTF-8"))
      << found.kept()[0].message;
}

TEST(DataSet, EveryFaultIsKeptWhereThereIsNoLimit) {
  sample s;
  std::string rows = "area,indicator,period,value\n";
  for (int i = 0; i < 250; ++i) rows += "990121109,fai,2021,1\n";
  s.folder.write("o.csv", rows);
  EXPECT_EQ(check_data_set(s.files).kept().size(), 101U);
  s.files.fault_limit = data_files::no_fault_limit;
  EXPECT_EQ(check_data_set(s.files).kept().size(), 251U);
}

TEST(DataSet, AnEmptyListOfAreasIsToldOnceAFile) {
  const sample s;
  s.folder.write("areas.csv", "code,name\n");
  s.folder.write("o.csv", "area,indicator,period,value\n1,fai,2021,1\n2,fai,2021,1\n");
  EXPECT_EQ(s.faults(), (texts{"areas.csv warning 0:0 empty-file", "o.csv 2:1 unknown-area",
                               "t.csv warning 1:40 unknown-column"}));
}

TEST(DataSet, EmptyFilesAreWarnings) {
  const sample s;
  for (const char* name : {"catalog.toml", "areas.csv", "o.csv", "t.csv"}) s.folder.write(name, "");
  EXPECT_EQ(s.faults(),
            (texts{"catalog.toml warning 0:0 empty-file", "areas.csv warning 0:0 empty-file",
                   "o.csv warning 0:0 empty-file", "t.csv warning 0:0 empty-file"}));
  const data_set d = read_data_set(s.files);
  EXPECT_EQ(d.panel.reported(), 0U);
  EXPECT_EQ(d.catalog->size(), 0U);
}

TEST(DataSet, TheThreadsMakeNoDifference) {
  sample s;
  s.folder.write("o.csv",
                 "area,indicator,period,value\n990121109,fai,2021,1\n990121101,fai,2021,-1\n");
  const texts wanted = s.faults();
  s.files.threads = 4;
  EXPECT_EQ(s.faults(), wanted);
}

TEST(DataSet, WhatTheCallerDidIsNoFaultOfTheData) {
  sample s;
  const auto code = [&s] {
    try {
      check_data_set(s.files);
    } catch (const zhibiao::error& e) {
      return e.code();
    }
    return errc{};
  };
  s.files.progress.call = [](void*, double) { return false; };
  EXPECT_EQ(code(), errc::cancelled);
  s.files.threads = 0;
  EXPECT_EQ(code(), errc::invalid_argument);
}

TEST(DataSet, ReadsTheDataOfTheProject) {
  const std::string data = ZB_SOURCE_DIR "/data/";
  for (const std::string& folder : {data + "town-2021/", data + "sample-county/"}) {
    const data_files files{data + "catalog.toml", folder + "areas.csv", folder + "observations.csv",
                           folder + "targets.csv", encoding::utf_8};
    texts found;
    const fault_list faults = check_data_set(files);
    for (const zhibiao::fault& f : faults.kept()) found.push_back(to_string(f));
    EXPECT_EQ(found, texts{}) << folder;
  }
}

}  // namespace
