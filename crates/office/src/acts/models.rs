//! The official blank file of a session: given by the authority, checked by its labels (E4-05).

use super::perimeter::Perimeter;
use super::sessions::subject_of;
use crate::act::{About, Act, Desk, View, about, found};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::id::SessionId;
use exam::text;
use store::blobs::{self, hash};
pub use store::tables::models::Model;
use store::tables::{models, sessions};
use store::{Fault, Tx};
use tableau::{ModelSummary, check_model};

/// The blank model of a session that has none of its own.
pub(crate) const BLANK: &[u8] = include_bytes!("../../models/tableau-de-synthese-vierge.xlsx");

/// The file name of [`BLANK`].
const BLANK_NAME: &str = "tableau-de-synthese-vierge.xlsx";

/// What a file comes to as a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelReceived {
    /// It is the session's model.
    Kept,
    /// It cannot be: the French sentence that names the missing label, or says what else is wrong.
    Unfit(String),
}

struct SetModel {
    session: SessionId,
    file_name: String,
    blob: (String, u64),
    summary: ModelSummary,
}

#[async_trait]
impl Act for SetModel {
    type Output = ();
    const ACT: access::Act = access::Act::SetModel;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let before = models::find(&mut desk.tx, &self.session).await?;
        let (blob, size) = self.blob;
        blobs::record(&mut desk.tx, &blob, size, desk.now).await?;
        let model = Model {
            session: self.session,
            file_name: self.file_name,
            blob,
            year: self.summary.session,
            takes_portfolio: self.summary.takes_portfolio,
            by: desk.actor.account.clone(),
            at: desk.now,
        };
        models::put(&mut desk.tx, &model).await?;
        let told = |model: &Model| format!("modèle {}, SHA-256 {}", model.file_name, model.blob);
        let before = before.as_ref().map(told).unwrap_or_default();
        desk.journal("session", &model.session, before, told(&model)).await?;
        Ok(())
    }
}

/// The model of a session, where it has one of its own.
#[derive(Debug, Clone)]
pub struct SeeModel {
    /// The session.
    pub session: SessionId,
}

#[async_trait]
impl View for SeeModel {
    type Output = Option<Model>;
    const ACT: access::Act = access::Act::SeeSession;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Option<Model>, Failure> {
        Ok(models::find(&mut desk.tx, &self.session).await?)
    }
}

impl Office {
    /// Gives a session its model, in the place of the one before.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, or a fault. A file that cannot be a model is no failure: see
    /// [`ModelReceived`].
    pub async fn set_model(
        &self,
        actor: &Actor,
        session: &SessionId,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<ModelReceived, Failure> {
        self.allow(actor, access::Act::SetModel, &Perimeter::Session(session.clone())).await?;
        let checked = tokio::task::spawn_blocking(move || (check_model(&bytes), bytes)).await;
        let (checked, bytes) = checked.map_err(|error| Fault::Internal(format!("task: {error}")))?;
        let summary = match checked {
            Ok(summary) => summary,
            Err(refusal) => return Ok(ModelReceived::Unfit(refusal.to_string())),
        };
        let size = bytes.len();
        let blob = (self.blobs.keep(bytes).await?, size as u64);
        let (session, file_name) = (session.clone(), text::file_name(file_name));
        self.perform(actor, SetModel { session, file_name, blob, summary }).await?;
        Ok(ModelReceived::Kept)
    }

    /// The model of a session, or the built-in one: its name and its bytes.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn open_model(&self, actor: &Actor, session: &SessionId) -> Result<(String, Vec<u8>), Failure> {
        let model = self.consult(actor, SeeModel { session: session.clone() }).await?;
        let bytes = self.model_bytes(model.as_ref()).await?;
        Ok((model.map_or_else(|| BLANK_NAME.to_owned(), |model| model.file_name), bytes))
    }

    pub(crate) async fn model_bytes(&self, model: Option<&Model>) -> Result<Vec<u8>, Failure> {
        let Some(model) = model else { return Ok(BLANK.to_vec()) };
        let bytes = self.blobs.read(&model.blob).await?;
        if hash(&bytes) != model.blob {
            return Err(Fault::Internal(format!("blob {} is not what was received", model.blob)).into());
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_blank_model_is_one_and_takes_an_address() {
        let summary = tableau::check_model(super::BLANK).unwrap();
        assert!(summary.takes_portfolio, "{summary:?}");
    }
}
