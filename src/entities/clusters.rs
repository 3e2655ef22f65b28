//! Joining things into clusters: union-find whose representative is the earliest member.

/// Clusters of the numbers from 0.
#[derive(Debug)]
pub(super) struct Clusters(Vec<usize>);

impl Clusters {
    /// Every number by itself.
    pub(super) fn new(count: usize) -> Self {
        Clusters((0..count).collect())
    }

    /// The smallest number of the cluster of `i`.
    pub(super) fn of(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.0[root] != root {
            root = self.0[root];
        }
        let mut at = i;
        while self.0[at] != root {
            (self.0[at], at) = (root, self.0[at]);
        }
        root
    }

    /// Joins two clusters.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_stands_for_all() {
        let mut clusters = Clusters::new(5);
        clusters.join(3, 4);
        clusters.join(1, 3);
        assert_eq!([0, 1, 2, 3, 4].map(|i| clusters.of(i)), [0, 1, 2, 1, 1]);
    }
}
