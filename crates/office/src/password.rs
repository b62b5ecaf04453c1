//! Passwords: argon2id, off the threads that serve pages.

use crate::outside::{self, Outside};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use store::Fault;
use tokio::sync::Semaphore;

/// Letters and digits that nobody confuses on paper.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A first password to hand over on paper: three groups of four, 60 bits.
fn provisional(outside: &dyn Outside) -> String {
    let letters = outside::bytes::<12>(outside).map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let group = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
    format!("{}-{}-{}", group(0..4), group(4..8), group(8..12))
}

/// A first password: shown once to hand over, and its hash to keep.
#[derive(Clone)]
pub struct FirstPassword {
    /// What is handed over.
    pub plain: String,
    /// What is kept.
    pub hash: String,
}

impl std::fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FirstPassword")
    }
}

/// A new first password.
///
/// # Errors
/// [`Fault::Internal`].
pub(crate) async fn first(outside: &dyn Outside) -> Result<FirstPassword, Fault> {
    let plain = provisional(outside);
    let hash = hash(outside, plain.clone()).await?;
    Ok(FirstPassword { plain, hash })
}

/// The argon2id hash of a password.
///
/// # Errors
/// [`Fault::Internal`].
pub(crate) async fn hash(outside: &dyn Outside, password: String) -> Result<String, Fault> {
    let salt = outside::bytes::<16>(outside);
    let work = move || match Argon2::default().hash_password_with_salt(password.as_bytes(), &salt) {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(Fault::Internal(format!("argon2: {error}"))),
    };
    off_thread(work).await?
}

/// Whether a password is the one of a hash. Without a hash the work is done all the same, so that the time taken
/// does not tell which accounts exist.
///
/// # Errors
/// [`Fault::Internal`].
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool, Fault> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let work = move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let Ok(parsed) = PasswordHash::new(&text) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    };
    off_thread(work).await
}

/// How many passwords are hashed at once: each takes 19 MB, whoever asks.
static HASHING: Semaphore = Semaphore::const_new(2);

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let _turn = HASHING.acquire().await.map_err(|error| Fault::Internal(format!("hashing: {error}")))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::Internal(format!("task: {error}")))
}
