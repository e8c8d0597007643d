// Norms of matrices: the JavaScript side of networks/influence.py. By hand, since a redraw takes up
// to 600 of them: only the largest eigenvalue is wanted, and a library would bring a whole decomposition.

/**
 * Largest singular value of an N × N matrix: the largest eigenvalue of MᵀM, by Householder
 * reduction to tridiagonal form and bisection on the signs of its pivots.
 * @param {Float64Array} M by rows
 * @param {number} N
 */
export function norm2(M, N) {
  let scale = 0;
  for (let k = 0; k < M.length; k++) scale = Math.max(scale, Math.abs(M[k])); // NaN stays NaN
  if (!Number.isFinite(scale)) return Infinity;
  if (scale === 0) return 0;
  const { diagonal, beside } = tridiagonal(gram(M, scale, N), N);
  let low = 0, high = 0;
  for (let k = 0; k < N; k++) {
    low = Math.max(low, diagonal[k]);
    high = Math.max(high, diagonal[k] + Math.sqrt(beside[k]) + (k + 1 < N ? Math.sqrt(beside[k + 1]) : 0));
  }
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    let pivot = diagonal[0] - middle;
    for (let k = 1; k < N && !(pivot >= 0); k++) pivot = diagonal[k] - middle - beside[k] / pivot;
    if (pivot >= 0) low = middle;
    else high = middle;
  }
  return scale * Math.sqrt(high);
}

const WORKSPACES = new Map();

/** Arrays for one size of matrix, made once: a redraw takes hundreds of norms. */
function workspace(N) {
  if (!WORKSPACES.has(N)) {
    const vectors = ["row", "diagonal", "beside", "v", "w"].map((name) => [name, new Float64Array(N)]);
    WORKSPACES.set(N, { S: new Float64Array(N * N), ...Object.fromEntries(vectors) });
  }
  return WORKSPACES.get(N);
}

/** MᵀM of M / scale; only the lower triangle is filled. */
function gram(M, scale, N) {
  const { S, row } = workspace(N);
  S.fill(0);
  for (let k = 0; k < N; k++) {
    for (let j = 0; j < N; j++) row[j] = M[k * N + j] / scale;
    for (let i = 0; i < N; i++) {
      const factor = row[i];
      for (let j = 0; j <= i; j++) S[i * N + j] += factor * row[j];
    }
  }
  return S;
}

/**
 * Householder reduction of a symmetric matrix, given by its lower triangle, which it overwrites.
 * @returns {{diagonal: Float64Array, beside: Float64Array}} the diagonal, and the squares beside it
 */
function tridiagonal(S, N) {
  const { diagonal, beside, v, w } = workspace(N);
  beside.fill(0);
  for (let k = N - 1; k > 0; k--) {
    diagonal[k] = S[k * N + k];
    for (let j = 0; j < k; j++) {
      v[j] = S[k * N + j];
      beside[k] += v[j] * v[j];
    }
    if (beside[k] === 0) continue;
    const length = Math.sqrt(beside[k]), last = v[k - 1];
    v[k - 1] += last >= 0 ? length : -length;
    const half = beside[k] + Math.abs(last) * length; // vᵀv / 2
    let vw = 0;
    w.fill(0);
    for (let i = 0; i < k; i++) { // w = S v, each entry of the triangle used twice
      let sum = S[i * N + i] * v[i];
      for (let j = 0; j < i; j++) {
        sum += S[i * N + j] * v[j];
        w[j] += S[i * N + j] * v[i];
      }
      w[i] += sum;
    }
    for (let i = 0; i < k; i++) vw += (w[i] /= half) * v[i];
    for (let i = 0; i < k; i++) w[i] -= (vw / (2 * half)) * v[i];
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) S[i * N + j] -= v[i] * w[j] + w[i] * v[j];
    }
  }
  diagonal[0] = S[0];
  return { diagonal, beside };
}
