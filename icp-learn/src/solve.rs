//! Linear equations with a positive definite matrix, for Newton's steps.

use crate::at::At;

/// Solves `matrix * x = right` by Cholesky's decomposition. A pivot that is not positive is taken as very large: its unknown is then 0.
pub(crate) fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for column in 0..n {
        let before: Vec<f64> = matrix.get(column * n..column * n + column).unwrap_or_default().to_vec();
        let rest: f64 = before.iter().map(|x| x * x).sum();
        let pivot = matrix.at(column * n + column) - rest;
        let pivot = if pivot > 1e-9 { pivot.sqrt() } else { 1e150 };
        matrix.put(column * n + column, pivot);
        for row in column + 1..n {
            let own = matrix.get(row * n..row * n + column).unwrap_or_default();
            let rest: f64 = own.iter().zip(&before).map(|(a, b)| a * b).sum();
            let value = (matrix.at(row * n + column) - rest) / pivot;
            matrix.put(row * n + column, value);
        }
    }
    for row in 0..n {
        let own = matrix.get(row * n..row * n + row).unwrap_or_default();
        let known: f64 = own.iter().zip(&right).map(|(a, b)| a * b).sum();
        let value = (right.at(row) - known) / matrix.at(row * n + row);
        right.put(row, value);
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|below| matrix.at(below * n + row) * right.at(below)).sum();
        let value = (right.at(row) - known) / matrix.at(row * n + row);
        right.put(row, value);
    }
    right
}

#[cfg(test)]
mod tests {
    #[test]
    fn equations_are_solved() {
        let found = super::solve(vec![4.0, 2.0, 1.0, 2.0, 5.0, 3.0, 1.0, 3.0, 6.0], vec![1.0, 2.0, 3.0]);
        let back = |row: [f64; 3]| row.iter().zip(&found).map(|(a, b)| a * b).sum::<f64>();
        for (row, wanted) in [([4.0, 2.0, 1.0], 1.0), ([2.0, 5.0, 3.0], 2.0), ([1.0, 3.0, 6.0], 3.0)] {
            assert!((back(row) - wanted).abs() < 1e-12);
        }
        assert_eq!(super::solve(vec![0.0], vec![1.0]), [1e-300]);
    }
}
