// What a network's run is measured by: the JavaScript side of measures.py, with its names and shapes.

import { identityMatrix, product } from "./matrices.js";
import { norm2 } from "./norms.js";

/** @type {Object<string, (run: import("./networks.js").Run) => number[] | number[][]>} */
export const MEASURES = {
  states: ({ states, n }) => states.map((state) => [...state.subarray(0, n)]),

  reach({ jacobians, N }) {
    let M = identityMatrix(N);
    const norms = [1];
    for (let t = jacobians.length - 1; t >= 0; t--) {
      M = product(M, jacobians[t], N);
      norms.push(norm2(M, N));
    }
    return norms;
  },

  growth({ jacobians, N }) {
    let M = identityMatrix(N);
    return [1, ...jacobians.map((J) => norm2((M = product(J, M, N)), N))];
  },

  road({ jacobians, n, N }) {
    const products = new Float64Array(n).fill(1);
    const largest = [1];
    for (let t = jacobians.length - 1; t >= 0; t--) {
      for (let i = 0; i < n; i++) products[i] *= jacobians[t][i * N + i]; // of c by c: the forget gate
      largest.push(Math.max(...products));
    }
    return largest;
  },

  beyond(run) {
    const road = MEASURES.road(run);
    return MEASURES.reach(run).map((norm, k) => norm / road[k]);
  },

  components({ jacobians, N }) {
    const size = jacobians.length + 1;
    const norms = Array.from({ length: size }, () => new Array(size).fill(NaN));
    for (let i = 0; i < size; i++) {
      let M = identityMatrix(N);
      norms[i][i] = 1;
      for (let k = i + 1; k < size; k++) {
        M = product(jacobians[k - 1], M, N);
        norms[k][i] = norm2(M, N);
      }
    }
    return norms;
  },

  drives: ({ drives }) => drives.map((zs) => [...zs]),
  activations: ({ states }) => states.slice(1).map((state) => [...state]),
  slopes: ({ slopes }) => slopes.map((all) => [...all]),

  passes: ({ jacobians }) => [1, ...jacobians.map(([passed]) => passed)],
  immediate: ({ slopes, states }) => [0, ...slopes.map(([slope], k) => slope * states[k][0])],

  uses({ slopes, states, jacobians }) {
    const terms = new Array(states.length).fill(0);
    for (let i = terms.length - 1, later = 1; i > 0; i--) {
      terms[i] = later * slopes[i - 1][0] * states[i - 1][0];
      later *= jacobians[i - 1][0];
    }
    return terms;
  },

  A: ({ unitTerms }) => unitTerms.map(({ A }) => A),
  B: ({ unitTerms }) => unitTerms.map(({ B }) => B),
  C: ({ unitTerms }) => unitTerms.map(({ C }) => C),
  D: ({ unitTerms }) => unitTerms.map(({ D }) => D),
  factors: ({ unitTerms }) => unitTerms.map(({ A, B, C, D }) => A + B + C + D),

  product({ unitTerms }) {
    let product = 1;
    return [1, ...unitTerms.map(({ A, B, C, D }) => Math.abs((product *= A + B + C + D)))];
  },

  outputs({ jacobians }) {
    let [c, h] = [1, 0];
    return jacobians.map((J) => {
      [c, h] = [J[0] * c + J[1] * h, J[2] * c + J[3] * h];
      return h;
    });
  },
};
