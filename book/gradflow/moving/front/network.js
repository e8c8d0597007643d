// Networks in the page: the JavaScript side of simulation.py.
// The cells come from SymPy; here are the matrix products around them.

/**
 * @typedef {{gates: number, states: number, step: (a: Float64Array, out: Float64Array) => void}} Cell
 *   `step` writes the next state's components, then for each of them its derivatives
 *   with respect to all gates and all components of the previous state.
 * @typedef {{base: number[] | 0, size: number, directions: Object<string, number[]>}} Affine
 */

/** base + Σ slider · direction. @param {Affine} affine @param {Object<string, number>} values */
function affineAt(affine, values) {
  const result = new Float64Array(affine.size);
  if (affine.base) result.set(affine.base);
  for (const [slider, direction] of Object.entries(affine.directions)) {
    for (let k = 0; k < result.length; k++) result[k] += values[slider] * direction[k];
  }
  return result;
}

/** result += matrix · vector, for an n × m matrix stored by rows. */
function addProduct(result, matrix, vector, offset = 0) {
  const n = result.length, m = matrix.length / n;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += matrix[i * m + j] * vector[offset + j];
    result[i] += sum;
  }
}

/** left · right for N × N matrices stored by rows; two rows of the right one at a time, for speed. */
function product(left, right, N) {
  const result = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    const row = i * N;
    for (let k = 0; k < N; k += 2) {
      const pair = k + 1 < N, first = k * N, second = pair ? first + N : first;
      const a = left[row + k], b = pair ? left[row + k + 1] : 0;
      for (let j = 0; j < N; j++) result[row + j] += a * right[first + j] + b * right[second + j];
    }
  }
  return result;
}

function identityMatrix(N) {
  const result = new Float64Array(N * N);
  for (let i = 0; i < N; i++) result[i * N + i] = 1;
  return result;
}

/**
 * Runs the cell over the inputs.
 * @param {Cell} cell
 * @param {{U: Float64Array, V: Float64Array, b: Float64Array}[]} gates
 * @param {number[][]} xs
 * @param {number[]} initial all components of the initial state, one after the other
 * @returns {{states: Float64Array[], jacobians: Float64Array[]}} T+1 states, T joint Jacobians
 */
function simulate(cell, gates, xs, initial) {
  const n = gates[0].b.length, { gates: G, states: S } = cell, N = S * n;
  const width = 1 + G + S; // a component's value and its derivatives, per component
  const zs = gates.map(() => new Float64Array(n));
  const input = new Float64Array(G + S), out = new Float64Array(S * width);
  const states = [Float64Array.from(initial)], jacobians = [];
  for (const x of xs) {
    const previous = states[states.length - 1], next = new Float64Array(N), J = new Float64Array(N * N);
    gates.forEach((gate, g) => {
      zs[g].set(gate.b);
      addProduct(zs[g], gate.U, previous, (S - 1) * n);
      addProduct(zs[g], gate.V, x);
    });
    for (let i = 0; i < n; i++) {
      for (let g = 0; g < G; g++) input[g] = zs[g][i];
      for (let s = 0; s < S; s++) input[G + s] = previous[s * n + i];
      cell.step(input, out);
      for (let a = 0; a < S; a++) {
        const row = a * n + i, slopes = S + a * (G + S);
        next[row] = out[a];
        for (let g = 0; g < G; g++) {
          const slope = out[slopes + g];
          if (slope === 0) continue;
          const U = gates[g].U;
          for (let j = 0; j < n; j++) J[row * N + (S - 1) * n + j] += slope * U[i * n + j];
        }
        for (let s = 0; s < S; s++) J[row * N + s * n + i] += out[slopes + G + s];
      }
    }
    states.push(next);
    jacobians.push(J);
  }
  return { states, jacobians };
}

/** The four terms of one LSTM unit at steps 2 … T, by the formulas derived for them. */
function unitTerms({ states }, gates, xs) {
  const [f, i, o, c] = gates, out = [];
  const driven = (gate, x) => gate.b[0] + gate.V.reduce((sum, weight, j) => sum + weight * x[j], 0);
  return xs.slice(1).map((x, k) => {
    const z_o = o.U[0] * states[k][1] + driven(o, xs[k]), c_prev = states[k + 1][0];
    lstm_output([z_o, c_prev], out);
    four_terms([c_prev, out[0], f.U[0], i.U[0], c.U[0], driven(f, x), driven(i, x), driven(c, x)], out);
    const [, A, B, C, D] = out;
    return { A, B, C, D };
  });
}

/** What a network's run is measured by; the names are those of simulation.py. */
const MEASURES = {
  A: (run, N, gates, { xs }) => unitTerms(run, gates, xs).map(({ A }) => A),
  B: (run, N, gates, { xs }) => unitTerms(run, gates, xs).map(({ B }) => B),
  C: (run, N, gates, { xs }) => unitTerms(run, gates, xs).map(({ C }) => C),
  D: (run, N, gates, { xs }) => unitTerms(run, gates, xs).map(({ D }) => D),
  product: (run, N, gates, { xs }) => {
    let product = 1;
    return [1, ...unitTerms(run, gates, xs).map(({ A, B, C, D }) => Math.abs((product *= A + B + C + D)))];
  },
  sums: ({ jacobians }, N, gates, { asked_from }) => {
    let v = [1, 0], sum = 0;
    return jacobians.map((J, k) => {
      v = [J[0] * v[0] + J[1] * v[1], J[2] * v[0] + J[3] * v[1]];
      return (sum += k + 1 >= asked_from ? v[1] : 0);
    });
  },
  state: ({ states }, N, [{ b }]) => Float64Array.from(states.flatMap((state) => [...state.subarray(0, b.length)])),
  reach: ({ jacobians }, N) => {
    let M = identityMatrix(N);
    const norms = [1];
    for (let t = jacobians.length - 1; t >= 0; t--) {
      M = product(M, jacobians[t], N);
      norms.push(norm2(M, N));
    }
    return norms;
  },
  growth: ({ jacobians }, N) => {
    let M = identityMatrix(N);
    return [1, ...jacobians.map((J) => norm2((M = product(J, M, N)), N))];
  },
  components: ({ jacobians }, N) => {
    const size = jacobians.length + 1, norms = new Float64Array(size * size).fill(NaN);
    for (let i = 0; i < size; i++) {
      let M = identityMatrix(N);
      norms[i * size + i] = 1;
      for (let k = i + 1; k < size; k++) {
        M = product(jacobians[k - 1], M, N);
        norms[k * size + i] = norm2(M, N);
      }
    }
    return norms;
  },
};

/** Runs one network of the specification for these slider values, or looks up what is stored for them. */
function runNetwork(network, values, wanted, cells) {
  if (network.rows) {
    const row = network.rows[network.sliders.map((slider) => values[slider]).join("|")];
    return Object.fromEntries(wanted.map((name) => [name, row[name].map((value) => value ?? NaN)]));
  }
  const name = network.cell === "rnn" ? `rnn_${values[network.activation] ?? network.activation}` : network.cell;
  const gates = network.gates.map((gate) => ({
    U: affineAt(gate.U, values), V: affineAt(gate.V, values), b: affineAt(gate.b, values),
  }));
  const run = simulate(cells[name], gates, network.xs, network.initial);
  return Object.fromEntries(wanted.map((measure) => [measure, MEASURES[measure](run, network.initial.length, gates, network)]));
}
