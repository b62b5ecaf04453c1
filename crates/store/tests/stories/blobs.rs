//! Blobs: kept by their hash, altered, gone.

use store::Fault;
use store::blobs::{Blobs, hash, record, recorded};
use world::{World, story};

fn blobs(world: &World) -> Blobs {
    Blobs::in_folder(&world.folder().join("others")).unwrap()
}

fn file(world: &World, hash: &str) -> std::path::PathBuf {
    world.folder().join("others").join(&hash[..2]).join(hash)
}

story!(bytes_are_kept_by_their_hash_and_once, |world| {
    let blobs = blobs(&world);
    let name = blobs.keep(b"bonjour".to_vec()).await.unwrap();
    assert_eq!(name, "2cb4b1431b84ec15d35ed83bb927e27e8967d75f4bcd9cc4b25c8d879ae23e18");
    assert_eq!(name, hash(b"bonjour"));
    assert_eq!(blobs.keep(b"bonjour".to_vec()).await.unwrap(), name);
    assert_eq!(blobs.read(&name).await.unwrap(), b"bonjour");
    assert!(blobs.is_whole(&name).await);
    let empty = blobs.keep(vec![]).await.unwrap();
    assert!(blobs.is_whole(&empty).await && blobs.read(&empty).await.unwrap().is_empty());
    let mut tx = world.db.write().await.unwrap();
    for _ in 0..2 {
        record(&mut tx, &name, 7, world.office.now()).await.unwrap();
    }
    assert_eq!(recorded(&mut tx).await.unwrap(), [name]);
});

story!(altered_or_gone_is_told, |world| {
    let blobs = blobs(&world);
    let name = blobs.keep(b"bonjour".to_vec()).await.unwrap();
    std::fs::write(file(&world, &name), b"bonsoir").unwrap();
    assert!(!blobs.is_whole(&name).await);
    std::fs::remove_file(file(&world, &name)).unwrap();
    assert!(!blobs.is_whole(&name).await);
    assert!(matches!(blobs.read(&name).await, Err(Fault::Blobs(_))));
});

story!(a_name_that_is_no_hash_reads_nothing_outside, |world| {
    std::fs::write(world.folder().join("secret"), b"x").unwrap();
    let blobs = blobs(&world);
    for name in ["../secret", "", "é", "/etc/passwd"] {
        assert!(blobs.read(name).await.is_err(), "{name:?}");
    }
});
