#!/bin/sh
# The command on the data of a small county: one real town, seven invented ones (see data/README.md).
# Usage: demo.sh BIN DATA OUT - the command, the folder with the data, a folder for what it writes.
set -eu

if [ "$#" -ne 3 ]; then
  echo "usage: $0 BIN DATA OUT" >&2
  exit 2
fi
bin=$1
data=$2
out=$3
here=$(dirname "$0")
town=990121101000    # XX镇
county=990121000000  # 示例县
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
"$bin" check --data "$data"

heading '一个镇的报告 / the report of a town'
show town-zh.txt report --data "$data" --area "$town" --period 2021

heading '全县的报告，由各乡镇汇总 / the report of the county, made from its towns'
show county-zh.txt report --data "$data" --area "$county" --period 2021

heading '为什么没有同比：去年没有数，也不用更早的年份代替 / why there is no change on last year'
show explain-year-on-year-zh.txt explain --data "$data" --area "$town" --indicator dibao_pers \
  --period 2021 --measure year_on_year
show explain-year-on-year-en.txt explain --data "$data" --area "$town" --indicator dibao_pers \
  --period 2021 --measure year_on_year --lang en

heading '“98%以上”达到了 98，是否达到 99 无从知道 / "98 % or more" meets 98; 99 cannot be told'
show verdict-98.txt compute --data "$data" --area "$town" --indicator rcms_rate --period 2021 \
  --measure value,gap,verdict
printf '\n'
show verdict-99.txt compute --data "$data" --targets "$here/stricter_targets.csv" --area "$town" \
  --indicator rcms_rate --period 2021 --measure value,gap,verdict
printf '\n'
show explain-verdict-99.txt explain --data "$data" --targets "$here/stricter_targets.csv" \
  --area "$town" --indicator rcms_rate --period 2021 --measure verdict

heading '“9800余亩”是一个区间 / "over 9800 mu" is an interval'
show explain-farmland.txt explain --data "$data" --area "$town" --indicator farmland_area \
  --period 2021 --measure value

heading '没有上报不是零：缺得少就注明，缺得多就不出数 / a town that is silent is not a zero'
show county-coverage.txt compute --data "$data" --area "$county" --period 2021 \
  --indicator temp_amt,rcms_rate,sort_rate,youth_training,med_task --measure value,year_on_year
printf '\n'
show explain-coverage.txt explain --data "$data" --area "$county" --indicator youth_training \
  --period 2021 --measure value

# The same for other readers: another language, documents, programs.
for lang in zh en; do
  "$bin" report --data "$data" --area "$town" --period 2021 --lang "$lang" --format markdown \
    --output "$out/town-$lang.md"
  "$bin" report --data "$data" --area "$county" --period 2021 --lang "$lang" --format markdown \
    --output "$out/county-$lang.md"
done
"$bin" report --data "$data" --area "$town" --period 2021 --lang en --output "$out/town-en.txt"
"$bin" report --data "$data" --area "$county" --period 2021 --lang en --output "$out/county-en.txt"
for format in csv json; do
  "$bin" compute --data "$data" --level county \
    --measure value,year_on_year,gap,completion,verdict --format "$format" \
    --output "$out/county.$format"
done
"$bin" indicators --data "$data" --format markdown --output "$out/indicators-zh.md"

heading '写好的文件 / files written'
for file in "$out"/*; do
  echo "  $file"
done
