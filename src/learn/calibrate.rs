//! Calibration: how often a share turned out right, as a rising line of a few points.

/// Into how many points of equal count a calibration line is thinned where it is flat.
const POINTS: usize = 16;
/// The fewest cases that make a point where it climbs, and by how much it has to, in thousandths.
const FEW: f64 = 40.0;
const STEP: u16 = 40;

/// A rising line through pairs of share (in parts of a million) and whether it was right: isotonic regression by pooling adjacent
/// violators (Ayer et al. 1955), thinned to a few points, both in thousandths.
pub(crate) fn isotonic(mut pairs: Vec<(u32, bool)>) -> Vec<(u16, u16)> {
    pairs.sort_unstable();
    // pools of: sum of shares, rights, count
    let mut pools: Vec<(f64, f64, f64)> = Vec::new();
    for (share, right) in pairs {
        pools.push((f64::from(share), f64::from(u8::from(right)), 1.0));
        while let [.., a, b] = pools[..] {
            if a.1 / a.2 < b.1 / b.2 {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((a.0 + b.0, a.1 + b.1, a.2 + b.2));
        }
    }
    let total: f64 = pools.iter().map(|p| p.2).sum();
    let mut points: Vec<(u16, u16)> = Vec::new();
    let mut merged = (0.0, 0.0, 0.0);
    let last = pools.len().saturating_sub(1);
    for (i, pool) in pools.into_iter().enumerate() {
        merged = (merged.0 + pool.0, merged.1 + pool.1, merged.2 + pool.2);
        // one right of two pulls a small pool away from certainty it does not have
        let point = ((merged.0 / merged.2 / 1000.0) as u16, ((merged.1 + 0.5) / (merged.2 + 1.0) * 1000.0) as u16);
        let before = points.last().map_or(0, |last| last.1);
        // where the line climbs, fewer cases make a point: most decisions are sure ones
        let climbs = merged.2 >= FEW && point.1 >= before + STEP;
        if climbs || merged.2 * POINTS as f64 >= total || i == last && merged.2 >= FEW {
            if points.last().is_none_or(|last| last.0 < point.0 && last.1 <= point.1) {
                points.push(point);
            }
            merged = (0.0, 0.0, 0.0);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_rises_and_follows_the_data() {
        let pairs = (0..1000u32).map(|i| (i * 1000, i % 1000 > 500 || i % 3 == 0)).collect();
        let line = isotonic(pairs);
        assert!(line.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1), "{line:?}");
        assert!(line.last().is_some_and(|p| p.1 > 950), "{line:?}");
        assert!(line.first().is_some_and(|p| p.1 < 450), "{line:?}");
    }
}
