#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/status.hpp>

#include <limits>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// A change in the words of a communiqué (公报用语): `同比增长4.5%`, `同比提高1.5个百分点`,
/// `year on year up 4.5 %`. Of the measures `difference`, `year_on_year` and `period_on_period`.
///
/// | change | Chinese | English |
/// | --- | --- | --- |
/// | percent, above and below 0 | 增长 n%, 下降 n% | up, down n % |
/// | percent, from 100 on | 增长 n/100 倍 (179 % is 增长1.79倍) | up n % |
/// | points | 提高, 下降 n 个百分点 | up, down n percentage points |
/// | exactly 0; 0 when rounded | 持平; 基本持平 | unchanged; virtually unchanged |
/// | `bounded` | 增长a%至b%, 至少增长a% | up a % to b %, up at least a % |
/// | `base_zero` | 上年同期为0，净增 d | from 0, a net increase of d |
/// | `both_zero` | 持平（均为0） | unchanged (both 0) |
/// | `turned_positive`, money; else | 扭亏为盈; 由负转正 | from loss to profit; turned positive |
/// | `turned_negative`, money; else | 由盈转亏; 由正转负 | from profit to loss; turned negative |
/// | `loss_narrowed`, money; else | 减亏 n%; 负值缩小 n% | loss down n %; ... |
/// | `loss_widened`, money; else | 增亏 n%; 负值扩大 n% | loss up n %; ... |
///
/// Decreases are never put as 倍. The number is rounded half up, once, to the places of the measure; the ends of an
/// interval outwards. `current` and `base` are the two figures compared; NaN where they are not at hand: then
/// what needs them says no number. Any other status has no number and no words: an
/// empty text.
/// Source: wording of the statistical communiqués of the National Bureau of Statistics.
std::string change_words(const result_cell& change, const indicator& of, language lang,
                         double current = std::numeric_limits<double>::quiet_NaN(),
                         double base = std::numeric_limits<double>::quiet_NaN());

}  // namespace zhibiao::inline ZB_ABI
