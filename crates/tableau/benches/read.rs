//! How many real tables are read in a second: `cargo bench -p tableau`.
//!
//! The bar is 300 a second on one core; `bench/tableau/peer.py` reads the same files with openpyxl.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench fails by panicking")]

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tableau::{Context, read};

/// The filled tables of the tests: every way of ticking, each of real size.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xlsx"));
    files.sort();
    let name = |file: &PathBuf| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), std::fs::read(file).unwrap())).collect()
}

fn reading(criterion: &mut Criterion) {
    let samples = samples();
    let context = Context::default();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Elements(1));
    for (name, bytes) in &samples {
        group
            .bench_function(name, |bencher| bencher.iter(|| read(black_box(bytes), name, &context).unwrap()));
    }
    group.throughput(Throughput::Elements(samples.len() as u64));
    group.bench_function("all", |bencher| {
        bencher.iter(|| {
            for (name, bytes) in &samples {
                black_box(read(black_box(bytes), name, &context).unwrap());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
