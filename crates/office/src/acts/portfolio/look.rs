//! Outside portfolios are looked at: at the deposit, on a schedule, and when somebody asks. Nothing follows by itself.

use super::SiteSummary;
use super::watch::{Probe, read};
use crate::act::{About, Act, Desk, about, found};
use crate::acts::deposits::still_open;
use crate::acts::notices::{exam, tell_candidate};
use crate::{Failure, Office, outside};
use ::probe::{CopyOutcome, Prober, Report};
use async_trait::async_trait;
use exam::access::{self, Actor, Grant, Place, Role, Subject};
use exam::dossier::PieceKind;
use exam::dossier::watch::{ASK_AGAIN, next_look};
use exam::id::{CandidateId, DepositId};
use exam::{Refusal, notice};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::outbox::{self, Waiting};
use store::tables::deposits::Deposit;
use store::tables::{candidates, deposits, sessions, subjects, watch};
use store::{Fault, Tx, mint};

/// What the outbox calls a look, and a copy.
pub(super) const LOOK: &str = "probe";
pub(super) const COPY: &str = "copy";

/// After a first silence, the address is looked at once more before anybody is told.
const SURE: SignedDuration = SignedDuration::from_mins(15);

/// How many sites are looked at at once; one host is never asked twice at a time.
const TOGETHER: i64 = 8;

/// A look that waits.
#[derive(Debug, Serialize, Deserialize)]
struct Due {
    deposit: DepositId,
    /// Whether the next look follows this one.
    again: bool,
}

/// The program itself, when it does what the calendar asks: with the rights of the authority, journaled as anybody.
pub(super) fn system() -> Actor {
    let grants = vec![Grant { role: Role::Authority, place: Place::Everywhere }];
    Actor { account: "florilege".into(), name: "Florilège".to_owned(), grants }
}

/// Has a deposit's address looked at, from an instant on.
pub(crate) async fn look_at(desk: &mut Desk, deposit: &DepositId, from: Timestamp) -> Result<(), Failure> {
    let payload = serde_json::to_string(&Due { deposit: deposit.clone(), again: true })?;
    let (id, now) = (desk.id(), desk.now);
    Ok(outbox::put_at(&mut desk.tx, id, LOOK, payload, (now, from)).await?)
}

/// Asks for a look now.
#[derive(Debug, Clone)]
pub struct AskProbe {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for AskProbe {
    type Output = ();
    const ACT: access::Act = access::Act::AskProbe;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        still_open(&mut desk.tx, &candidate).await?;
        let all = deposits::of_candidate(&mut desk.tx, &self.candidate).await?;
        let outside = all.into_iter().find(|one| {
            one.kind == PieceKind::Portfolio && one.replaced_at.is_none() && one.address.is_some()
        });
        let deposit = outside.ok_or(Refusal::NoAddress)?;
        let last = watch::last(&mut desk.tx, &deposit.id).await?.map_or(deposit.at, |probe| probe.at);
        let asked = outbox::waiting_since(&mut desk.tx, LOOK, deposit.id.as_str()).await?.unwrap_or(last);
        if desk.now.duration_since(last.max(asked)) < ASK_AGAIN {
            return Err(Refusal::LookedAtJustNow.into());
        }
        let payload = serde_json::to_string(&Due { deposit: deposit.id.clone(), again: false })?;
        let (id, now) = (desk.id(), desk.now);
        outbox::put(&mut desk.tx, id, LOOK, payload, now).await?;
        desk.journal("candidate", &candidate.id, "", deposit.address.unwrap_or_default()).await?;
        Ok(())
    }
}

/// What looks at sites.
#[async_trait]
pub trait Looker: Send + Sync {
    /// What an address answers.
    async fn look(&self, address: &str) -> Report;

    /// A copy of the site at an address.
    async fn copy(&self, address: &str) -> CopyOutcome;
}

#[async_trait]
impl Looker for Prober {
    async fn look(&self, address: &str) -> Report {
        self.probe(address).await
    }

    async fn copy(&self, address: &str) -> CopyOutcome {
        Prober::copy(self, address).await
    }
}

/// What a round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked {
    /// Addresses looked at.
    pub looks: usize,
    /// Copies made.
    pub copies: usize,
}

impl Office {
    /// Looks at what is due: several sites at once, one host never twice at a time.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn look_at_portfolios(&self, looker: &dyn Looker) -> Result<Looked, Failure> {
        let mut done = Looked::default();
        let mut hosts: BTreeMap<String, Vec<(Waiting, Due, Deposit)>> = BTreeMap::new();
        for waiting in self.take(LOOK, TOGETHER).await? {
            let due: Due = serde_json::from_str(&waiting.payload)?;
            match self.standing(&due.deposit).await? {
                Some(deposit) => {
                    let address = deposit.address.clone().unwrap_or_default();
                    let host = address.split('/').nth(2).unwrap_or_default().to_lowercase();
                    hosts.entry(host).or_default().push((waiting, due, deposit));
                }
                None => self.settled(&waiting).await?,
            }
        }
        let host = async |group: Vec<(Waiting, Due, Deposit)>| {
            let mut count = 0;
            for (waiting, due, deposit) in group {
                let report = looker.look(deposit.address.as_deref().unwrap_or_default()).await;
                self.seen(&waiting, &due, &deposit, report).await?;
                count += 1;
            }
            Result::<usize, Failure>::Ok(count)
        };
        for count in futures_util::future::join_all(hosts.into_values().map(host)).await {
            done.looks += count?;
        }
        for waiting in self.take(COPY, 1).await? {
            if let Some(deposit) = self.deposited(&waiting.payload.clone().into()).await? {
                let outcome = looker.copy(deposit.address.as_deref().unwrap_or_default()).await;
                self.copied(&deposit, outcome).await?;
                done.copies += 1;
            }
            self.settled(&waiting).await?;
        }
        Ok(done)
    }

    async fn take(&self, kind: &str, limit: i64) -> Result<Vec<Waiting>, Failure> {
        let mut tx = self.db.write().await?;
        let taken = outbox::take(&mut tx, kind, self.now(), limit).await?;
        tx.commit().await?;
        Ok(taken)
    }

    async fn settled(&self, waiting: &Waiting) -> Result<(), Failure> {
        let mut tx = self.db.write().await?;
        outbox::settle(&mut tx, &waiting.id, Ok(()), self.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn deposited(&self, id: &DepositId) -> Result<Option<Deposit>, Failure> {
        let mut tx = self.db.read().await?;
        Ok(deposits::find(&mut tx, id).await?.filter(|deposit| deposit.address.is_some()))
    }

    /// A deposit whose address is still to be looked at.
    async fn standing(&self, id: &DepositId) -> Result<Option<Deposit>, Failure> {
        let Some(deposit) = self.deposited(id).await? else { return Ok(None) };
        let mut tx = self.db.read().await?;
        let candidate = found(candidates::find(&mut tx, &deposit.candidate).await?)?;
        let open = still_open(&mut tx, &candidate).await.is_ok();
        Ok(Some(deposit).filter(|deposit| open && deposit.replaced_at.is_none()))
    }

    /// Keeps what was seen, plans the next look, and tells the candidate of what changed for sure.
    async fn seen(
        &self,
        waiting: &Waiting,
        due: &Due,
        deposit: &Deposit,
        report: Report,
    ) -> Result<(), Failure> {
        let tx = self.db.write().await?;
        // The notice is given in the name of the account that handed the address in.
        let actor = Actor { account: deposit.by.clone(), ..system() };
        let mut desk = Desk::new(tx, actor, access::Act::AskProbe, None, Arc::clone(&self.outside));
        let candidate = found(candidates::find(&mut desk.tx, &deposit.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let earlier = watch::of_candidate(&mut desk.tx, &deposit.candidate).await?;
        let earlier: Vec<Probe> = earlier.iter().map(read).collect::<Result<_, _>>()?;
        let of_this = earlier.iter().filter(|probe| probe.deposit == deposit.id);
        let silences = of_this.take_while(|probe| !probe.report.finding.answers()).count();
        let opens = report.finding.answers();
        let kept = watch::Probe {
            id: mint::id(desk.now, outside::bytes(self.outside.as_ref())),
            deposit: deposit.id.clone(),
            at: desk.now,
            finding: serde_json::to_value(report.finding)?.as_str().unwrap_or_default().to_owned(),
            hash: report.hash.clone(),
            report: serde_json::to_string(&report)?,
        };
        watch::insert(&mut desk.tx, &kept).await?;
        if (opens && silences >= 2) || (!opens && silences == 1) {
            let address = deposit.address.as_deref().unwrap_or_default();
            let letter = notice::portfolio(exam(&session), address, opens, desk.now);
            tell_candidate(&mut desk, &candidate, letter).await?;
        }
        let dates = &session.dates;
        let next = if !opens && silences == 0 {
            Some(desk.now + SURE)
        } else {
            next_look(desk.now, dates.dossier_due, (dates.orals_from, dates.orals_to), &session.zone)
        };
        if let Some(next) = next.filter(|_| due.again) {
            look_at(&mut desk, &deposit.id, next).await?;
        }
        let now = desk.now;
        outbox::settle(&mut desk.tx, &waiting.id, Ok(()), now).await?;
        Ok(desk.into_tx().commit().await?)
    }

    /// Keeps a copy as a hosted site is kept: every file by its hash, and their manifest.
    async fn copied(&self, deposit: &Deposit, outcome: CopyOutcome) -> Result<(), Failure> {
        let (files, note) = match outcome {
            CopyOutcome::Files(files, false) => (files, String::new()),
            CopyOutcome::Files(files, true) => (files, "cut".to_owned()),
            CopyOutcome::Unwelcome => (vec![], "unwelcome".to_owned()),
            CopyOutcome::Silent(_) => (vec![], "silent".to_owned()),
        };
        let mut kept = ::site::Site { index: "index.html".to_owned(), files: vec![] };
        for file in files {
            let size = file.bytes.len() as u64;
            let hash = self.blobs.keep(file.bytes).await?;
            kept.files.push(::site::File { path: file.path, media_type: file.media_type, size, hash });
        }
        let summary = SiteSummary { files: kept.files.len(), bytes: kept.bytes(), left_out: vec![] };
        let manifest = serde_json::to_vec(&kept)?;
        let length = manifest.len() as u64;
        let manifest = if kept.files.is_empty() { None } else { Some(self.blobs.keep(manifest).await?) };
        let mut tx = self.db.write().await?;
        let sizes = kept.files.iter().map(|file| (&file.hash, file.size));
        for (hash, size) in sizes.chain(manifest.iter().map(|hash| (hash, length))) {
            store::blobs::record(&mut tx, hash, size, self.now()).await?;
        }
        let wide = |number: u64| i64::try_from(number).map_err(|_| Fault::Internal("copy size".into()));
        let copy = watch::Copy {
            id: mint::id(self.now(), outside::bytes(self.outside.as_ref())),
            deposit: deposit.id.clone(),
            at: self.now(),
            site: manifest,
            files: wide(summary.files as u64)?,
            bytes: wide(summary.bytes)?,
            note,
        };
        watch::keep_copy(&mut tx, &copy).await?;
        Ok(tx.commit().await?)
    }
}
