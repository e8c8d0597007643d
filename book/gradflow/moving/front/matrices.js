// Products of matrices stored by rows: what moves a state, and carries an influence.

/**
 * result += matrix · vector, for an n × m matrix; the vector begins at `offset`.
 * @param {Float64Array} result
 * @param {ArrayLike<number>} matrix
 * @param {ArrayLike<number>} vector
 */
export function addProduct(result, matrix, vector, offset = 0) {
  const n = result.length, m = matrix.length / n;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += matrix[i * m + j] * vector[offset + j];
    result[i] += sum;
  }
}

/**
 * left · right for N × N matrices; two rows of the right one at a time, for speed.
 * @param {Float64Array} left
 * @param {Float64Array} right
 * @param {number} N
 */
export function product(left, right, N) {
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

/** @param {number} N */
export function identityMatrix(N) {
  const result = new Float64Array(N * N);
  for (let i = 0; i < N; i++) result[i * N + i] = 1;
  return result;
}
