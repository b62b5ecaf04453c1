//! tableau
