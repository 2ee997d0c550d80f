#include <zhibiao/engine/evaluate.hpp>

#include "engine/evaluation.hpp"
#include "engine/request_plan.hpp"
#include "engine/result_writer.hpp"
#include "engine/sink_writer.hpp"

#include <string>

namespace zhibiao::inline ZB_ABI {
namespace engine {

result_set evaluate(const figure_source& from, const request& what, const work_split& split) {
  const request_plan plan(from, what);
  result_writer results(plan);
  run(plan, split, results);
  return results.take();
}

void evaluate(const figure_source& from, const request& what, const work_split& split,
              result_sink& sink) {
  const request_plan plan(from, what);
  sink_writer results(plan, sink);
  run(plan, split, results);
}

}  // namespace engine

result_set evaluate(const panel& data, const request& what) {
  return evaluate(panel_source(data), what);
}

result_set evaluate(const figure_source& from, const request& what) {
  return engine::evaluate(from, what, {});
}

void evaluate(const figure_source& from, const request& what, result_sink& sink) {
  engine::evaluate(from, what, {}, sink);
}

result_set year_on_year(const panel& data) {
  request r;
  r.measures = {measure::year_on_year};
  return evaluate(data, r);
}

result_set target_gap(const panel& data, const targets& wanted) {
  request r;
  r.measures = {measure::gap, measure::completion, measure::verdict};
  r.targets = &wanted;
  return evaluate(data, r);
}

result_set roll_up(const panel& data, std::string_view level) {
  request r;
  r.levels = {std::string(level)};
  return evaluate(data, r);
}

}  // namespace zhibiao::inline ZB_ABI
