// Networks in the page: the JavaScript side of simulation.py.
// The cells come from SymPy; here are the matrix products around them.

import { addProduct } from "./matrices.js";

/**
 * @typedef {(a: ArrayLike<number>, out: Float64Array | number[]) => void} Formula
 *   A generated function: takes the arguments, writes the results.
 * @typedef {{step: string, gates: number, states: number}} Cell
 *   `step` names the formula that writes the next state's components, then for each of them
 *   its derivatives with respect to all gates and all components of the previous state.
 * @typedef {{base: number[] | 0, size: number, directions: Object<string, number[]>}} Affine
 * @typedef {{cells: Object<string, Cell>, choice: string | null, gates: {U: Affine, V: Affine, b: Affine}[],
 *   xs: number[][], initial: number[]}} Network
 *   `choice` names the slider that chooses the cell; without it there is one.
 * @typedef {{U: Float64Array, V: Float64Array, b: Float64Array}} Gate
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

/** One run of a network, and what several measures need of it. */
export class Run {
  /**
   * @param {Network} network
   * @param {Object<string, number | string>} values of the sliders, by name
   * @param {Object<string, Formula>} formulas
   */
  constructor(network, values, formulas) {
    const cell = network.choice === null ? Object.values(network.cells)[0] : network.cells[values[network.choice]];
    this.xs = network.xs;
    this.formulas = formulas;
    this.gates = network.gates.map(({ U, V, b }) => ({
      U: affineAt(U, values), V: affineAt(V, values), b: affineAt(b, values),
    }));
    /** How many units there are, and how many numbers the whole state has. */
    this.n = this.gates[0].b.length;
    this.N = network.initial.length;
    /** T+1 states, all components one after the other, and T Jacobians of the whole state. */
    this.states = [Float64Array.from(network.initial)];
    this.jacobians = [];
    /** T pre-activations of the first gate, and by them the slopes of the state's first component. */
    this.drives = [];
    this.slopes = [];
    this.simulate(cell, formulas[cell.step]);
  }

  /** Runs the cell over the inputs. @param {Cell} cell @param {Formula} step */
  simulate({ gates: G, states: S }, step) {
    const { n, N, gates } = this;
    const width = 1 + G + S; // a component's value and its derivatives, per component
    const zs = gates.map(() => new Float64Array(n));
    const input = new Float64Array(G + S), out = new Float64Array(S * width);
    for (const x of this.xs) {
      const previous = this.states[this.states.length - 1], next = new Float64Array(N), J = new Float64Array(N * N);
      const slopes = new Float64Array(n);
      gates.forEach((gate, g) => {
        zs[g].set(gate.b);
        addProduct(zs[g], gate.U, previous, (S - 1) * n);
        addProduct(zs[g], gate.V, x);
      });
      for (let i = 0; i < n; i++) {
        for (let g = 0; g < G; g++) input[g] = zs[g][i];
        for (let s = 0; s < S; s++) input[G + s] = previous[s * n + i];
        step(input, out);
        for (let a = 0; a < S; a++) {
          const row = a * n + i, at = S + a * (G + S);
          next[row] = out[a];
          for (let g = 0; g < G; g++) {
            const slope = out[at + g];
            if (slope === 0) continue;
            const { U } = gates[g];
            for (let j = 0; j < n; j++) J[row * N + (S - 1) * n + j] += slope * U[i * n + j];
          }
          for (let s = 0; s < S; s++) J[row * N + s * n + i] += out[at + G + s];
        }
        slopes[i] = out[S];
      }
      this.drives.push(zs[0].slice());
      this.slopes.push(slopes);
      this.states.push(next);
      this.jacobians.push(J);
    }
  }

  /** The four terms of one LSTM unit at steps 2 … T, by the formulas derived for them. */
  get unitTerms() {
    return (this._unitTerms ??= unitTerms(this));
  }
}

/** @param {Run} run @returns {{A: number, B: number, C: number, D: number}[]} */
function unitTerms({ xs, states, gates: [f, i, o, c], formulas }) {
  const out = [];
  const driven = (gate, x) => gate.b[0] + gate.V.reduce((sum, weight, j) => sum + weight * x[j], 0);
  return xs.slice(1).map((x, k) => {
    const z_o = o.U[0] * states[k][1] + driven(o, xs[k]), c_prev = states[k + 1][0];
    formulas.lstm_output([z_o, c_prev], out);
    formulas.four_terms([c_prev, out[0], f.U[0], i.U[0], c.U[0], driven(f, x), driven(i, x), driven(c, x)], out);
    const [, A, B, C, D] = out;
    return { A, B, C, D };
  });
}
