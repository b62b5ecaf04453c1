//! The links of the wall screens: whoever has one sees who is called where today, and nothing else.

use crate::act::{About, Act, Desk};
use crate::acts::perimeter::Perimeter;
use crate::{Failure, Office, outside};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::blobs::hash;
use store::tables::convocations;

/// How long a screen stays open.
const OPEN: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Opens a wall screen; its token was made before, and only its hash is kept.
#[derive(Debug, Clone)]
pub struct OpenWall {
    /// How far.
    pub perimeter: Perimeter,
    /// The hash of the token.
    pub token_hash: String,
}

#[async_trait]
impl Act for OpenWall {
    /// Until when it is open.
    type Output = Timestamp;
    const ACT: access::Act = access::Act::Convene;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Timestamp, Failure> {
        let until = desk.now + OPEN;
        let by = desk.actor.account.clone();
        let dates = (desk.now, until);
        convocations::open_wall(&mut desk.tx, self.perimeter.key(), &self.token_hash, &by, dates).await?;
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", format!("écran d’affichage ouvert jusqu’à {until}")).await?;
        Ok(until)
    }
}

/// Closes every wall screen of a perimeter.
#[derive(Debug, Clone)]
pub struct CloseWalls {
    /// How far.
    pub perimeter: Perimeter,
}

#[async_trait]
impl Act for CloseWalls {
    /// How many were open.
    type Output = u64;
    const ACT: access::Act = access::Act::Convene;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<u64, Failure> {
        let closed = convocations::close_walls(&mut desk.tx, self.perimeter.key(), desk.now).await?;
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", format!("écrans d’affichage fermés : {closed}")).await?;
        Ok(closed)
    }
}

impl Office {
    /// Opens a wall screen for a perimeter: gives the token of its address, which is told once.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such place, or a fault.
    pub async fn open_wall(&self, actor: &Actor, perimeter: &Perimeter) -> Result<String, Failure> {
        let token = outside::token(self.outside.as_ref());
        let token_hash = hash(token.as_bytes());
        self.perform(actor, OpenWall { perimeter: perimeter.clone(), token_hash }).await?;
        Ok(token)
    }
}
