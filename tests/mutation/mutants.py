"""The mutants of a Python module: each differs from it by one slip.

The slips are mutmut's operators, and those that mathematics invites besides: a
transposed matrix, two swapped factors, indices or arguments, a term or a statement left
out. Left alone is what no run depends on, annotations and the words of errors, and
mutmut's ``None`` for a value, its changed strings: these break at the first use or nowhere.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper
from mutmut.mutation import mutators


class Mutant(NamedTuple):
    """A file (its path in the repository), the line that is changed, and the whole text then."""

    file: str
    line: int
    text: str

    def diff(self, root: Path) -> str:
        """Return the lines that go and those that come, each without its indentation."""
        before = (root / self.file).read_text(encoding="utf-8")
        lines = list(difflib.unified_diff(before.splitlines(), self.text.splitlines(), n=0, lineterm=""))[2:]
        return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines if line[0] in "+-")


def next_number(node):
    """Take the next number: 0 → 1; not for 1e30, which is then the same."""
    for changed in mutators.operator_number(node):
        if changed.evaluated_value != node.evaluated_value:
            yield changed


def transposed(node):
    """Lose a transposition: M.T → M."""
    if node.attr.value == "T":
        yield node.value


def swapped_factors(node):
    """Swap A @ B → B @ A."""
    if isinstance(node.operator, cst.MatrixMultiply):
        yield node.with_changes(left=node.right, right=node.left)


def lost_term(node):
    """Lose a side: A + B → A, and → B; so for differences, products and quotients."""
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply | cst.Divide):
        yield from (node.left, node.right)


def swapped_indices(node):
    """Swap x[i, j] → x[j, i]."""
    if len(node.slice) == 2:
        first, second = node.slice
        yield node.with_changes(slice=[first.with_changes(slice=second.slice), second.with_changes(slice=first.slice)])


def swapped_arguments(node):
    """Swap f(a, b) → f(b, a), for each two that are neighbours."""
    for k, (first, second) in enumerate(zip(node.args, node.args[1:], strict=False)):
        if not (first.keyword or second.keyword or first.star or second.star):
            swapped = first.with_changes(value=second.value), second.with_changes(value=first.value)
            yield node.with_changes(args=[*node.args[:k], *swapped, *node.args[k + 2 :]])


def lost_argument(node):
    """Lose an argument: f(a, b) → f(b), and → f(a)."""
    for k, lost in enumerate(node.args):
        if len(node.args) > 1 and not _is_silent(lost):
            yield node.with_changes(args=[*node.args[:k], *node.args[k + 1 :]])


def negated(node):
    """Negate a condition: if a → if not a."""
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    yield node.test, cst.UnaryOperation(cst.Not(), test)


def lost_statement(node):
    """Lose a call for its effect, or an assignment to a part of something."""
    (kept, *others) = node.body
    to_part = isinstance(kept, cst.Assign) and not isinstance(kept.targets[0].target, cst.Name | cst.Tuple)
    calls = isinstance(kept, cst.Expr) and isinstance(kept.value, cst.Call)
    if not others and (to_part or calls or isinstance(kept, cst.AugAssign)):
        yield node.with_changes(body=[cst.Pass()])


OPERATORS = [
    (cst.BaseNumber, next_number),
    (cst.Name, mutators.operator_name),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.Call, mutators.operator_symmetric_string_methods_swap),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.Attribute, transposed),
    (cst.BinaryOperation, swapped_factors),
    (cst.BinaryOperation, lost_term),
    (cst.Subscript, swapped_indices),
    (cst.Call, swapped_arguments),
    (cst.Call, lost_argument),
    (cst.If | cst.IfExp, negated),
    (cst.SimpleStatementLine, lost_statement),
]
SKIPPED = (cst.Annotation, cst.Raise, cst.Decorator, cst.Import, cst.ImportFrom)
SILENT = m.Arg(keyword=m.Name("strict") | m.Name("encoding")) | m.Subscript(value=m.Name("tuple") | m.Name("dict"))
"""Arguments that only guard what holds anyway, and types that have a name."""


def _is_silent(node: cst.CSTNode) -> bool:
    return m.matches(node, SILENT)


def _walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not (isinstance(node, SKIPPED) or _is_silent(node)):
        yield node
        for child in node.children:
            yield from _walk(child)


def mutants(root: Path, file: str) -> Iterator[Mutant]:
    """Yield every mutant of a file that is another text, and compiles."""
    before = (root / file).read_text(encoding="utf-8")
    wrapper, source, seen = MetadataWrapper(cst.parse_module(before)), before.encode(), {before}
    spans = wrapper.resolve(ByteSpanPositionProvider)
    for node in _walk(wrapper.module):
        for kind, operator in OPERATORS:
            for changed in operator(node) if isinstance(node, kind) else ():
                place, new = changed if isinstance(changed, tuple) else (node, changed)
                start, end = spans[place].start, spans[place].start + spans[place].length
                instead = wrapper.module.code_for_node(new).strip().encode()
                text = (source[:start] + instead + source[end:]).decode()
                if text not in seen and _compiles(text):
                    seen.add(text)
                    yield Mutant(file, source[:start].count(b"\n") + 1, text)


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True
