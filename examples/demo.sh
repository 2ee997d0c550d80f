#!/bin/sh
# The command on a real town's report and on a synthetic county around it (see data/README.md).
# Usage: demo.sh BIN DATA OUT - the command, the folder with town-2021 and sample-county, a folder for
# what it writes.
set -eu

if [ "$#" -ne 3 ]; then
  echo "usage: $0 BIN DATA OUT" >&2
  exit 2
fi
bin=$1
real=$2/town-2021
sample=$2/sample-county
out=$3
here=$(dirname "$0")
town=990121101000    # XX镇: its report for 2021, as printed
county=990121000000  # 示例县: synthetic, with XX镇 among its towns
mkdir -p "$out"

heading() {
  printf '\n==== %s\n\n' "$1"
}

# Prints what a command wrote into a file, so that the file and the screen say the same.
show() {
  file=$out/$1
  shift
  "$bin" "$@" --output "$file"
  cat "$file"
}

heading '检查数据 / is the data sound?'
"$bin" check --data "$real"
"$bin" check --data "$sample"

heading '一个镇的报告 / the report of a town'
show town-zh.txt report --data "$real" --area "$town" --period 2021

heading '全县的报告，由各乡镇汇总 / the report of the county, made from its towns'
echo '示例县是合成数据，只有 XX镇 2021 年的数字取自真实报告。'
printf '%s\n\n' 'The county is synthetic; only the figures of XX镇 for 2021 are from a real report.'
show county-zh.txt report --data "$sample" --area "$county" --period 2021

heading '为什么没有同比：去年没有数，也不用更早的年份代替 / why there is no change on last year'
show explain-year-on-year-zh.txt explain --data "$real" --area "$town" --indicator dibao_pers \
  --period 2021 --measure year_on_year
show explain-year-on-year-en.txt explain --data "$real" --area "$town" --indicator dibao_pers \
  --period 2021 --measure year_on_year --lang en
printf '\n'
# The towns planted trees in 2018 and in 2021: the figure of 2018 does not stand in for 2020.
show three-year-gap.txt compute --data "$sample" --area "$county" --indicator green_villages \
  --period 2018,2021 --measure value,year_on_year
show explain-three-year-gap.txt explain --data "$sample" --area 甲河镇（合成） \
  --indicator green_villages --period 2021 --measure year_on_year

heading '25 个村除以 32 个村是 78.125%，报告写 78% / 25 of 32 villages are 78.125 %, stated as 78 %'
show explain-stated.txt explain --data "$real" --area "$town" --indicator sort_rate \
  --period 2021 --measure value

heading '“98%以上”达到了 98，是否达到 99 无从知道 / "98 % or more" meets 98; 99 cannot be told'
show verdict-98.txt compute --data "$sample" --area "$town" --indicator rcms_rate --period 2021 \
  --measure value,gap,verdict
printf '\n'
show verdict-99.txt compute --data "$sample" --targets "$here/stricter_targets.csv" --area "$town" \
  --indicator rcms_rate --period 2021 --measure value,gap,verdict
printf '\n'
show explain-verdict-99.txt explain --data "$sample" --targets "$here/stricter_targets.csv" \
  --area "$town" --indicator rcms_rate --period 2021 --measure verdict

heading '“9800余亩”是一个区间 / "over 9800 mu" is an interval'
show explain-farmland.txt explain --data "$sample" --area "$town" --indicator farmland_area \
  --period 2021 --measure value

heading '没有上报不是零：缺得少就注明，缺得多就不出数 / a town that is silent is not a zero'
show county-coverage.txt compute --data "$sample" --area "$county" --period 2021 \
  --indicator temp_amt,rcms_rate,sort_rate,youth_training,med_task --measure value,year_on_year
printf '\n'
show explain-coverage.txt explain --data "$sample" --area "$county" --indicator youth_training \
  --period 2021 --measure value

heading '有的乡镇报元，有的报万元，相加一分不差 / some towns report yuan, some 万元; the sum is exact'
grep ',dibao_amt,2021,' "$sample/observations.csv" | cut -d, -f1-5
show explain-units.txt explain --data "$sample" --area "$county" --indicator dibao_amt --period 2021 \
  --measure value

# The same for other readers: another language, documents, programs.
for lang in zh en; do
  "$bin" report --data "$real" --area "$town" --period 2021 --lang "$lang" --format markdown \
    --output "$out/town-$lang.md"
  "$bin" report --data "$sample" --area "$county" --period 2021 --lang "$lang" --format markdown \
    --output "$out/county-$lang.md"
done
"$bin" report --data "$real" --area "$town" --period 2021 --lang en --output "$out/town-en.txt"
"$bin" report --data "$sample" --area "$county" --period 2021 --lang en --output "$out/county-en.txt"
for format in csv json; do
  "$bin" compute --data "$sample" --level county \
    --measure value,year_on_year,gap,completion,verdict --format "$format" \
    --output "$out/county-synthetic.$format"
done
"$bin" indicators --data "$sample" --format markdown --output "$out/indicators-zh.md"

heading '写好的文件 / files written'
for file in "$out"/*; do
  echo "  $file"
done
