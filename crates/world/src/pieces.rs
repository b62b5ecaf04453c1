//! Pieces of dossiers, handed in.

use crate::World;
use exam::access::Actor;
use exam::id::{CandidateId, DepositId};
use office::acts::deposits::Received;
use office::acts::portfolio::Arrived;

/// A table that a student filled: a real one, with its marks as green cells.
pub const TABLE: &[u8] = include_bytes!("../../tableau/tests/samples/coches-par-fond-vert.xlsx");

/// Another one.
pub const OTHER_TABLE: &[u8] = include_bytes!("../../tableau/tests/samples/rempli-par-script.xlsx");

/// The first bytes of a certificate.
pub const CERTIFICATE: &[u8] = b"%PDF-1.7 attestation de stage";

/// The number of the receipt.
///
/// # Panics
/// Where the file could not be opened.
pub fn kept(received: Received) -> DepositId {
    match received {
        Received::Kept(id) => id,
        Received::Unreadable(why) => panic!("unreadable: {why}"),
    }
}

/// A zip archive of some files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

impl World {
    /// Hands a table in.
    pub async fn table(&self, actor: &Actor, candidate: &CandidateId, bytes: &[u8]) -> DepositId {
        let received = self.office.deposit_table(actor, candidate, "tableau.xlsx", bytes.to_vec()).await;
        kept(received.unwrap())
    }

    /// Hands a certificate in.
    pub async fn certificate(&self, actor: &Actor, candidate: &CandidateId) -> DepositId {
        let bytes = CERTIFICATE.to_vec();
        let received = self.office.deposit_certificate(actor, candidate, "attestation.pdf", bytes).await;
        kept(received.unwrap())
    }

    /// Hands the three kinds of pieces in.
    pub async fn whole_dossier(&self, actor: &Actor, candidate: &CandidateId) {
        self.table(actor, candidate, TABLE).await;
        self.certificate(actor, candidate).await;
        let address = "https://portfolio.example.fr/alix";
        kept(self.office.deposit_address(actor, candidate, address).await.unwrap());
    }

    /// A file that arrived, as an upload does.
    pub async fn arrived(&self, bytes: &[u8]) -> Arrived {
        let mut incoming = self.office.incoming().unwrap();
        for piece in bytes.chunks(1_000) {
            incoming.take(piece).await.unwrap();
        }
        incoming.finish().await.unwrap()
    }

    /// Hands a site in.
    pub async fn site(&self, actor: &Actor, candidate: &CandidateId, files: &[(&str, &[u8])]) -> DepositId {
        let archive = self.arrived(&zipped(files)).await;
        kept(self.office.deposit_site(actor, candidate, "site.zip", archive).await.unwrap())
    }

    /// How many blobs lie in the installation's folder, named by a row or not.
    pub fn blobs_on_disk(&self) -> usize {
        let folders = std::fs::read_dir(self.folder().join("blobs")).unwrap();
        folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
    }
}
