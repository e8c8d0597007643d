"""Faults of the front end, one by one: a file of ``front/``, a text in it, what stands there instead, what is then wrong."""

# One fault a line is easier to read than a shorter line.
# ruff: noqa: E501
FAULTS = [
    # How a value becomes a place, and a series a path.
    ("drawing.js", "map.log ? Math.log10(value) : value", "value", "the logarithm is lost"),
    ("drawing.js", "map.offset + map.factor *", "map.offset - map.factor *", "both axes are mirrored"),
    ("drawing.js", "place(axes.y, ys[k] ?? ys[0])]", "place(axes.x, ys[k] ?? ys[0])]", "y is drawn by x's axis"),
    ("drawing.js", "place(axes.y, ys[k] ?? ys[0])]", "place(axes.y, ys.at(-1 - k) ?? ys[0])]", "curves are mirrored"),
    ("drawing.js", "const FAR = 10000", "const FAR = 100", "values beyond the axis are clamped too early"),
    ("drawing.js", "if (point.some(Number.isNaN)) {", "if (false) {", "what is not a number is drawn"),
    ("drawing.js", "last = null;\n      continue;", "continue;", "a gap is bridged"),
    ("drawing.js", "[position(axes.x, xs[k] ?? xs[0])", "[position(axes.x, xs[k] ?? 0)", "a lone x serves the first point only"),
    ("drawing.js", "* (otherX - x), near]", "* 0, near]", "a line leaves its axes at another place"),
    ("drawing.js", "markers.length < count", "markers.length < 1", "a marker is missing"),
    ("drawing.js", 'marker.setAttribute("y",', 'marker.setAttribute("z",', "markers stay where they were"),
    ("drawing.js", "if (path) path.setAttribute", "if (!path) path.setAttribute", "curves stay as they were"),
    # Bars and heat maps.
    ("drawing.js", "to = position(along, series[y][k])", "to = position(along, 0)", "bars are flat"),
    ("drawing.js", "from = position(along, 0)", "from = position(along, -1)", "bars do not stand on 0"),
    ("drawing.js", "Math.round(share * (colours.length - 1))", "Math.round((1 - share) * (colours.length - 1))", "inverted"),
    ("drawing.js", "(Math.log10(value) - low)", "(value - low)", "colours show no logarithm"),
    ("drawing.js", "rows.flat().forEach", "[...rows].reverse().flat().forEach", "rows stand upside down"),
    ("drawing.js", "if (Number.isNaN(value)) return;", "", "what is not a number has a colour"),
    ("drawing.js", "[colour >> 16, (colour >> 8) & 255, colour & 255, 255]", "[colour & 255, (colour >> 8) & 255, colour >> 16, 255]", "red is blue"),
    # What the pictures show.
    ("matrices.js", "matrix[i * m + j] * vector", "matrix[j * n + i] * vector", "a weight matrix is transposed"),
    ("networks.js", "slope * U[i * n + j]", "slope * U[j * n + i]", "a Jacobian is transposed"),
    ("networks.js", "zs[g].set(gate.b);", "zs[g].fill(0);", "the bias is dropped"),
    ("networks.js", "(S - 1) * n);", "0);", "the LSTM hears c in place of h"),
    ("networks.js", "driven(o, xs[k])", "driven(o, x)", "the output gate is a step late"),
    ("measures.js", "M = product(M, jacobians[t], N);", "M = product(jacobians[t], M, N);", "factors stand in the wrong order"),
    ("measures.js", "t = jacobians.length - 1; t >= 0", "t = jacobians.length - 2; t >= 0", "lags are off by one"),
    ("measures.js", "norms[k][i] =", "norms[i][k] =", "the heat map is transposed"),
    ("measures.js", "jacobians[t][i * N + i];", "jacobians[t][i * N];", "every unit but one has no forget gate"),
    ("measures.js", "largest.push(Math.max(...products));", "largest.push(Math.min(...products));", "the road is the most forgetful unit's"),
    ("measures.js", "norm / road[k]", "road[k] / norm", "the ratio stands upside down"),
    ("measures.js", "Math.abs((product *=", "((product *=", "the product has a sign"),
    ("norms.js", "if (!Number.isFinite(scale)) return Infinity;", "", "an infinite norm is a number"),
    ("series.js", ".slice(first)", ".slice(first + 1)", "the first term is not summed"),
    ("series.js", "series[of[optionNumber(choice)]]", "series[of[0]]", "the first series is chosen always"),
    ("series.js", "series[of] * factor", "series[of]", "a number is not scaled"),
    ("series.js", "value ?? NaN", "value ?? 0", "what is not stored is 0"),
    # Words.
    ("headline.js", "value < limit", "value <= limit", "at a limit the lower band speaks"),
    ("headline.js", "value.toPrecision(3)", "value.toPrecision(2)", "too few digits are said"),
    ("headline.js", '"⁻⁰¹²³⁴⁵⁶⁷⁸⁹"', '"⁺⁰¹²³⁴⁵⁶⁷⁸⁹"', "the exponent loses its sign"),
    ("headline.js", "toExponential(1)", "toExponential(2)", "the small numbers have a digit too many"),
    ("headline.js", "value: series[spec.readings[0].series]", "value: series[0]", "the headline has another number"),
    ("explorer.js", "output.dataset.value = String(value);", "", "the headline's number stays"),
    ("explorer.js", 'model.off(`change:${name}`, draw)', "model.off(name, draw)", "a listener stays"),
    # Controls.
    ("controls.js", "controls.forEach(({ read }) => read())", "[...controls.values()][0].read()", "reset forgets all but one slider"),
    ("controls.js", ".toFixed(digits)", ".toFixed(digits + 1)", "a slider shows too many digits"),
    ("controls.js", "const read = () => {\n    show();", "const read = () => {", "the number beside a slider stays"),
    ("controls.js", "controls.get(slider).move(value)", "controls.get(slider).read()", "a preset moves nothing"),
    ("controls.js", "k === value, k === value)", "k === 0, k === 0)", "a choice starts at its first option"),
    ("controls.js", "{ type: \"range\", min, max, step }", "{ type: \"range\", min, max }", "a slider's steps are of 1"),
]  # fmt: skip
TESTS = ["tests/test_moving.py", "tests/test_controls.py", "tests/test_pictures.py", "tests/test_explorers.py"]
