//! The same work on several things at once.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What `work` makes of the numbers below `count`, in their order, by so many threads at most.
pub fn parallel<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut made = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return made;
            }
            made.push((number, work(number)));
        }
    };
    let mut made: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.clamp(1, count.max(1))).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("work does not panic")).collect()
    });
    made.sort_unstable_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, thing)| thing).collect()
}

#[cfg(test)]
mod tests {
    use super::parallel;

    #[test]
    fn the_order_is_that_of_the_numbers() {
        for threads in [0, 1, 3, 20] {
            assert_eq!(parallel(7, threads, |i| i * i), [0, 1, 4, 9, 16, 25, 36]);
        }
        assert!(parallel(0, 2, |i| i).is_empty());
    }
}
