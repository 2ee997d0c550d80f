# The commands people type. Presets and targets are CMake's: see CMakePresets.json.

TEST_PRESETS ?= dev asan-ubsan
SCALE ?= full
BENCH ?=

.PHONY: help build test demo bench bench-kernels tidy format clean

help:
	@echo 'make build    build the command: build/release/bin/zhibiao'
	@echo 'make test     build and run every test, then again under the sanitizers'
	@echo 'make demo     build, and run the example on the data in data/'
	@echo 'make bench    measure, beside the tools people use today; SCALE=small for three minutes,'
	@echo '              BENCH=K1,E2 for some rows; bench-kernels for the kernels alone'
	@echo 'make tidy     look for faults with clang-tidy'
	@echo 'make format   format the C++ sources with clang-format'
	@echo 'make clean    remove build/'
	@echo 'Missing packages are installed first (Debian, Ubuntu); ZB_NO_INSTALL=1 only names them.'

build:
	@.ci/install-dependencies build
	@cmake --preset release -DZB_BUILD_TESTS=OFF
	@cmake --build --preset release

test:
	@.ci/install-dependencies build test
	@.ci/test $(TEST_PRESETS)

demo: build
	@examples/demo.sh build/release/bin/zhibiao data build/demo

bench:
	@.ci/install-dependencies build bench
	@cmake --preset bench
	@cmake --build --preset bench
	@python3 -B benchmarks/run.py --scale '$(SCALE)' --bench '$(BENCH)' $(BENCH_OPTIONS)

bench-kernels:
	@.ci/install-dependencies build bench
	@cmake --preset bench
	@cmake --build --preset bench --target zb_bench_kernels
	@taskset -c 0 build/bench/bin/zb_bench_kernels

tidy:
	@.ci/install-dependencies build tidy
	@cmake --workflow --preset tidy

format:
	@.ci/install-dependencies format
	@git ls-files '*.cpp' '*.hpp' '*.h' | \
	  xargs "$$(command -v clang-format-14 || echo clang-format)" -i

clean:
	@rm -rf build
