//! Tables: reading them from CSV with errors that name line, column and mend, and packing them into bytes that need no
//! work at start-up.
//!
//! This module is compiled twice: into the library, and into `build.rs`, which packs the tables of `data/` with the very
//! code that reads a user's tables at run time.

pub(crate) mod encoding;
pub(crate) mod hash;
pub(crate) mod packed;
pub(crate) mod reader;
