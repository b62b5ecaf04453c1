//! Official files in the place of the forms that the text names without giving them: given by the authority, session by
//! session, checked, hashed, opened by those who read the dossier.

use super::dossiers::{SeeDossier, SeeOwnDossier};
use super::perimeter::Perimeter;
use super::sessions::subject_of;
use crate::act::{About, Act, Desk, View, about, found};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::forms::{OwnForm, may_replace};
use exam::id::{CandidateId, SessionId};
use exam::referential::Referential;
use exam::{french, text};
use store::blobs::{self, hash};
pub use store::tables::forms::OfficialForm;
use store::tables::{forms, sessions};
use store::{Fault, Tx};

struct SetForm {
    session: SessionId,
    form: OwnForm,
    file_name: String,
    blob: (String, u64),
}

#[async_trait]
impl Act for SetForm {
    type Output = ();
    const ACT: access::Act = access::Act::SetForm;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let before = forms::find(&mut desk.tx, &self.session, self.form).await?;
        let (blob, size) = self.blob;
        blobs::record(&mut desk.tx, &blob, size, desk.now).await?;
        let (file_name, by, at) = (self.file_name, desk.actor.account.clone(), desk.now);
        let official = OfficialForm { form: self.form, file_name, blob, size, by, at };
        forms::put(&mut desk.tx, &self.session, &official).await?;
        desk.journal(
            "session",
            &self.session,
            before.as_ref().map(told).unwrap_or_default(),
            told(&official),
        )
        .await?;
        Ok(())
    }
}

fn told(one: &OfficialForm) -> String {
    format!("formulaire officiel ({}) : {}, SHA-256 {}", one.form.label(), one.file_name, one.blob)
}

/// Takes an official file away: the software's own form stands again.
#[derive(Debug, Clone)]
pub struct WithdrawForm {
    /// The session.
    pub session: SessionId,
    /// The form.
    pub form: OwnForm,
}

#[async_trait]
impl Act for WithdrawForm {
    type Output = ();
    const ACT: access::Act = access::Act::SetForm;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let before = found(forms::find(&mut desk.tx, &self.session, self.form).await?)?;
        forms::withdraw(&mut desk.tx, &self.session, self.form).await?;
        desk.journal("session", &self.session, told(&before), "formulaire du logiciel").await?;
        Ok(())
    }
}

/// The official files of a session, for its settings.
#[derive(Debug, Clone)]
pub struct SeeForms {
    /// The session.
    pub session: SessionId,
}

#[async_trait]
impl View for SeeForms {
    type Output = Vec<OfficialForm>;
    const ACT: access::Act = access::Act::SeeSession;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Vec<OfficialForm>, Failure> {
        Ok(forms::of_session(&mut desk.tx, &self.session).await?)
    }
}

impl Office {
    /// Puts an official file in the place of a form.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, no PDF, or a fault.
    pub async fn set_form(
        &self,
        actor: &Actor,
        (session, form): (&SessionId, OwnForm),
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<(), Failure> {
        let here = Perimeter::Session(session.clone());
        self.allow(actor, access::Act::SetForm, &here).await?;
        let checked = may_replace(&bytes).map_err(Failure::from);
        self.journaled(actor, access::Act::SetForm, &here.about(), checked).await?;
        let size = bytes.len() as u64;
        let blob = (self.blobs.keep(bytes).await?, size);
        let (session, file_name) = (session.clone(), text::file_name(file_name));
        self.perform(actor, SetForm { session, form, file_name, blob }).await
    }

    /// The official file of a form, for a candidate and for those who read the dossier; none where the form is the
    /// software's own.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn official_form(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        form: OwnForm,
    ) -> Result<Option<OfficialForm>, Failure> {
        let own = self.consult(actor, SeeOwnDossier { candidate: candidate.clone() }).await;
        let dossier = match own {
            Err(Failure::Refused(_)) => {
                self.consult(actor, SeeDossier { candidate: candidate.clone() }).await?
            }
            other => other?,
        };
        self.official_of(&dossier.session.id, form).await
    }

    async fn official_of(&self, session: &SessionId, form: OwnForm) -> Result<Option<OfficialForm>, Failure> {
        let mut tx = self.db.read().await?;
        Ok(forms::find(&mut tx, session, form).await?)
    }

    /// The bytes of an official file.
    ///
    /// # Errors
    /// [`Failure`]: a fault, also where the bytes are not those received.
    pub async fn open_official(&self, official: &OfficialForm) -> Result<Vec<u8>, Failure> {
        let bytes = self.blobs.read(&official.blob).await?;
        if hash(&bytes) != official.blob {
            return Err(Fault::Internal(format!("blob {} is not what was received", official.blob)).into());
        }
        Ok(bytes)
    }

    /// Where the session has the official form, the software's own print names it.
    pub(crate) async fn name_official(
        &self,
        session: &SessionId,
        form: OwnForm,
        referential: &mut Referential,
    ) -> Result<(), Failure> {
        if let Some(official) = self.official_of(session, form).await? {
            let said = format!(
                "Mise en page propre au logiciel : le formulaire officiel de la session est le fichier « {} », à \
                 télécharger au même endroit.",
                official.file_name
            );
            referential.wordings.software_layout = french::spaced(&said);
        }
        Ok(())
    }
}
