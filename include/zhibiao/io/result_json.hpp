#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/value/status.hpp>

#include <memory>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// Results as JSON, `{"zhibiao": "0.1.0", "cells": [...]}`, one object a cell in the order of
/// `result_set::for_each`, each on its own line. The keys are the columns of `to_csv`, area_name,
/// level, indicator_name, and for areas above the towns counted and members: how many towns took part,
/// and how many there are. lower_open and upper_open are there, and true, where the end itself is left
/// out. What is empty in CSV is null here, and numbers are numbers. The same results give the same
/// bytes.
std::string to_json(const result_set& results, language lang = language::zh);

/// Takes results as they are worked out and passes them on as JSON, about a megabyte at a time. The same
/// objects as those of `to_json`, in the order of `csv_sink`.
class json_sink final : public result_sink {
 public:
  /// As of `csv_sink`.
  json_sink(const panel& frame, language lang, text_consumer write);
  ~json_sink() override;

  void take(const result_slab& cells) override;

  /// Ends the document.
  void finish();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace zhibiao::inline ZB_ABI
