"""The bulk kernels are vector code, of the full width of their instruction set.

Every function of the tables of loops is looked up in the disassembly of its object, with all that it
calls. Some of the innermost loops must compute with doubles packed in the widest registers of the set
(xmm, ymm, zmm). None may compute with single doubles, as where a compiler gives up or takes a vector
apart, but in the objects named here. Not run for another processor.
"""

import pathlib
import re
import subprocess

from source_tree import RuleTest, main

REGISTER = {"baseline": "xmm", "avx2": "ymm", "avx512": "zmm"}

# Loops down the rows of a segment, by lanes: where there is only one, its rows have an order and are taken
# one by one.
WITH_SINGLE_LANES = {"aggregate_loops", "inequality_loops", "moments_loops", "quantile_loops",
                     "share_loops", "sort_loops"}

OPERATION = re.compile(r"^v?(?:add|sub|mul|div|min|max|sqrt|cmp\w*|fn?m(?:add|sub)\d+)(?P<kind>[ps])d$")

# What `objdump -d -r -C --no-show-raw-insn` and `objdump -r` print, that of GNU or of LLVM.
SECTION = re.compile(r"^Disassembly of section (\S+):$")
FUNCTION = re.compile(r"^([0-9a-f]+) <(.*)>:$")
INSTRUCTION = re.compile(r"^\s+([0-9a-f]+):\s+([a-z]\S*)\s*(.*)$")
TARGET = re.compile(r"^(?:0x)?([0-9a-f]+) <")
FAR_CALL = re.compile(r"^\s+[0-9a-f]+: R_X86_64_\S+\s+(\.text\S*?)([-+]0x[0-9a-f]+)?$")
POINTERS_OF = re.compile(r"^RELOCATION RECORDS FOR \[(\S+)\]:$")
POINTER = re.compile(r"^[0-9a-f]+ R_X86_64_64\s+(\.text\S*?)([-+]0x[0-9a-f]+)?$")


class Function:
    def __init__(self, name):
        self.name = name
        self.instructions = []  # (address, mnemonic, operands)
        self.calls = {}         # address of the instruction: (section, address)

    def innermost_loops(self):
        """The instructions from where a jump leads back to, to the jump."""
        index = {address: at for at, (address, _, _) in enumerate(self.instructions)}
        ranges = set()
        for at, (_, mnemonic, operands) in enumerate(self.instructions):
            target = TARGET.match(operands)
            if mnemonic.startswith("j") and target and index.get(int(target[1], 16), at + 1) <= at:
                ranges.add((index[int(target[1], 16)], at))
        for start, end in sorted(ranges):
            if not any((a, b) != (start, end) and start <= a and b <= end for a, b in ranges):
                yield self.instructions[start:end + 1]


def functions_of(disassembly):
    """By section and address."""
    found, section, function = {}, None, None
    for line in disassembly.splitlines():
        if match := SECTION.match(line):
            section = match[1]
        elif match := FUNCTION.match(line):
            function = found[section, int(match[1], 16)] = Function(match[2])
        elif match := FAR_CALL.match(line):
            # The processor counts from behind the four bytes of the address.
            at = function.instructions[-1][0]
            function.calls[at] = (match[1], int(match[2] or "0", 16) + 4)
        elif (match := INSTRUCTION.match(line)) and function:
            address, mnemonic, operands = match.groups()
            function.instructions.append((int(address, 16), mnemonic, operands))
            target = TARGET.match(operands)
            if target and mnemonic in ("call", "callq", "jmp", "jmpq"):
                function.calls[int(address, 16)] = (section, int(target[1], 16))
    return found


def pointers_of(relocations):
    """The places in code that constants point to."""
    found, is_data = set(), False
    for line in relocations.splitlines():
        if match := POINTERS_OF.match(line):
            is_data = match[1].startswith((".data", ".rodata"))
        elif is_data and (match := POINTER.match(line)):
            found.add((match[1], int(match[2] or "0", 16)))
    return found


def reached(functions, starts):
    seen, to_visit = set(), list(starts)
    while to_visit:
        at = to_visit.pop()
        if at in functions and at not in seen:
            seen.add(at)
            to_visit += functions[at].calls.values()
    return [functions[at] for at in seen]


def loops_of(functions, kernel):
    """For each innermost loop, with all that it calls: (single doubles?, registers of packed ones)."""
    for function in reached(functions, [kernel]):
        for loop in function.innermost_loops():
            called = [function.calls[at] for at, _, _ in loop if at in function.calls]
            code = [*loop, *(instruction for callee in reached(functions, called)
                             for instruction in callee.instructions)]
            operations = [(match["kind"], operands) for _, mnemonic, operands in code
                          if (match := OPERATION.match(mnemonic))]
            packed = " ".join(operands for kind, operands in operations if kind == "p")
            yield any(kind == "s" for kind, _ in operations), packed


def faults_of(shown, instruction_set, relocations, disassembly):
    functions = functions_of(disassembly)
    kernels = sorted(pointers_of(relocations) & functions.keys())
    if not kernels:
        return [f"{shown}: no table of kernels found"]
    faults = []
    for kernel in kernels:
        name = functions[kernel].name.split("(anonymous namespace)::", 1)[-1].split("(")[0]
        loops = list(loops_of(functions, kernel))
        register = REGISTER[instruction_set]
        is_full = any(register in packed for _, packed in loops)
        if not is_full:
            faults.append(f"{shown}: {name}: no loop computes with doubles packed in {register}")
        single = sum(has_single for has_single, _ in loops)
        if single and shown.split("/")[-1].split(".")[0] not in WITH_SINGLE_LANES:
            faults.append(f"{shown}: {name}: {single} loops compute with single doubles")
    return faults


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                          check=True).stdout


def check(_, objects, objdump):
    lines = pathlib.Path(objects).read_text(encoding="utf-8").splitlines()
    if not pathlib.Path(objdump).is_file():
        return [f"expected objdump, which comes with the linker, found none at '{objdump}'"]
    if not any(line.startswith("avx2 ") for line in lines):
        print("not run: this is no x86-64")
        return []
    faults = []
    for line in lines:
        instruction_set, path = line.split(" ", 1)
        faults += faults_of(f"{instruction_set}/{pathlib.Path(path).name}", instruction_set,
                            run(objdump, "-r", path),
                            run(objdump, "-d", "-r", "-C", "--no-show-raw-insn", path))
    return faults


class CanFail(RuleTest):
    RELOCATIONS = """RELOCATION RECORDS FOR [.data.rel.ro]:
OFFSET           TYPE              VALUE
0000000000000000 R_X86_64_64       .text+0x0000000000000010

RELOCATION RECORDS FOR [.debug_info]:
0000000000000008 R_X86_64_64       .text+0x0000000000000040
"""
    LOOP = """
Disassembly of section .text:

0000000000000010 <zb::(anonymous namespace)::difference(double const*)>:
      10:	vmovupd (%rdi),%ymm0
      14:	call   40 <zb::write_cells()>
      19:	ret

0000000000000040 <zb::write_cells()>:
      40:	vmovsd (%rdi),%xmm0
      44:	vsubpd %ymm1,%ymm0,%ymm0
      48:	vmovupd %ymm0,(%rdi)
      4c:	add    $0x20,%rdi
      50:	jne    44 <zb::write_cells()+0x4>
      52:	vaddsd %xmm0,%xmm1,%xmm1
      56:	ret
"""

    def faults(self, old="", new="", instruction_set="avx2"):
        self.assertIn(old, self.LOOP)
        return faults_of("change_loops.o", instruction_set, self.RELOCATIONS,
                         self.LOOP.replace(old, new) if old else self.LOOP)

    def test_good(self):
        self.assertEqual(self.faults(), [])
        self.assertEqual(self.faults("vsubpd %ymm1,%ymm0,%ymm0", "subpd  %xmm1,%xmm0", "baseline"), [])

    def test_good_as_llvm_prints(self):
        self.assertEqual(self.faults("jne    44", "jne\t0x44"), [])
        self.assertEqual(self.faults("call   40", "callq\t0x40"), [])

    def test_one_by_one(self):
        faults = self.faults("vsubpd %ymm1,%ymm0,%ymm0", "vsubsd %xmm1,%xmm0,%xmm0")
        self.assertEqual(len(faults), 2)
        self.assertIn("difference: no loop", faults[0])
        self.assertIn("difference: 1 loops compute with single doubles", faults[1])

    def test_half_the_width(self):
        self.assert_fault(self.faults("vsubpd %ymm1,%ymm0,%ymm0", "vsubpd %xmm1,%xmm0,%xmm0"), "ymm")
        self.assert_fault(self.faults(instruction_set="avx512"), "zmm")

    def test_taken_apart(self):
        self.assert_fault(self.faults("vmovupd %ymm0,(%rdi)", "vdivsd %xmm2,%xmm0,%xmm0"),
                          "1 loops compute with single doubles")

    def test_called_from_the_loop(self):
        looped = self.LOOP.replace("      19:	ret", "      19:	jne    10 <zb::difference()>")
        looped = looped.replace("jne    44", "jmp    52")
        self.assert_fault(faults_of("change_loops.o", "avx2", self.RELOCATIONS, looped), "single")
        looped = looped.replace("vaddsd %xmm0,%xmm1,%xmm1", "nop")
        self.assertEqual(faults_of("change_loops.o", "avx2", self.RELOCATIONS, looped), [])

    def test_outside_of_the_loop(self):
        self.assert_fault(self.faults("jne    44", "jne    48"), "no loop")

    def test_not_called(self):
        self.assert_fault(self.faults("call   40", "call   90"), "no loop")

    def test_single_lanes_where_they_belong(self):
        more = "      52:	vaddsd %xmm0,%xmm1,%xmm1\n      54:	jne    52 <zb::write_cells()+0x12>\n"
        single = self.LOOP.replace("      52:	vaddsd %xmm0,%xmm1,%xmm1\n", more)
        self.assert_fault(faults_of("change_loops.o", "avx2", self.RELOCATIONS, single), "single")
        self.assertEqual(faults_of("avx2/sort_loops.cpp.o", "avx2", self.RELOCATIONS, single), [])

    def test_no_table(self):
        self.assert_fault(faults_of("a.o", "avx2", "", self.LOOP), "no table")


if __name__ == "__main__":
    main(check, "objects", "objdump")
