//! Weights of one feature under AdaGrad, with a pull to zero that waits until they are used.

/// The weights of a feature with what AdaGrad knows of them, side by side for the cache.
#[derive(Debug, Clone)]
pub(super) struct Row<const L: usize> {
    pub(super) weights: [f32; L],
    squares: [f32; L],
    /// How far it has been pulled to zero; see [`Row::pull`].
    pulled: f32,
}

impl<const L: usize> Row<L> {
    pub(super) fn new(first_square: f32) -> Self {
        Row { weights: [0.0; L], squares: [first_square; L], pulled: 0.0 }
    }

    /// Pulls the weights towards zero, rarely moved ones further (the proximal step of L1 in AdaGrad's measure), as far as all rows
    /// should have been pulled by now. Rows wait for it until they are used: what is pulled twice in between is pulled once and further.
    pub(super) fn pull(&mut self, due: f32) {
        let pull = due - self.pulled;
        if pull <= 0.0 {
            return;
        }
        self.pulled = due;
        for (weight, square) in self.weights.iter_mut().zip(&self.squares) {
            if *weight != 0.0 {
                let less = weight.abs() - pull / square.sqrt();
                *weight = if less > 0.0 { less.copysign(*weight) } else { 0.0 };
            }
        }
    }

    /// A step against the slope of one label's weight.
    pub(super) fn update(&mut self, label: usize, slope: f32, rate: f32, l2: f32) {
        let (weight, square) = (&mut self.weights[label], &mut self.squares[label]);
        let slope = slope + l2 * *weight;
        *square += slope * slope;
        *weight -= rate * slope / square.sqrt();
    }
}
