#pragma once

#include "job.hpp"

/// All jobs, each in the file of its name or in that of its like.
namespace zhibiao_bench {

std::unique_ptr<job> make_change_and_statistics(const setting& how);
std::unique_ptr<job> make_change_and_statistics_drawn(const setting& how);
std::unique_ptr<job> make_change_fresh(const setting& how);
std::unique_ptr<job> make_change_of_columns(const setting& how);
std::unique_ptr<job> make_change_reused(const setting& how);
std::unique_ptr<job> make_county_features(const setting& how);
std::unique_ptr<job> make_county_kernels(const setting& how);
std::unique_ptr<job> make_county_median(const setting& how);
std::unique_ptr<job> make_county_statistics(const setting& how);
std::unique_ptr<job> make_csv_to_columns(const setting& how);
std::unique_ptr<job> make_csv_to_results(const setting& how);
std::unique_ptr<job> make_drawn_totals(const setting& how);
std::unique_ptr<job> make_packed_aggregate(const setting& how);
std::unique_ptr<job> make_plain_read(const setting& how);
std::unique_ptr<job> make_province_rank(const setting& how);
std::unique_ptr<job> make_stream_copy(const setting& how);

}  // namespace zhibiao_bench
