//! Stories of the store, each told on both engines.
#![allow(clippy::unwrap_used)]

mod blobs;
mod journal;
mod migrations;
mod outbox;
