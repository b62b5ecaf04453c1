//! The session of the demonstration, with dates around today.

use crate::installation::Installation;
use exam::access::Actor;
use exam::candidate::SchoolStatus;
use exam::id::SessionId;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use office::Failure;
use office::acts::rosters::{ApplyRoster, Read};
use office::acts::sessions::{AddSchool, OpenSession};
use store::tables::sessions::Dates;

/// Opens the session and fills it.
pub async fn fill(installation: &Installation, authority: &Actor, today: Date) -> Result<(), Failure> {
    let session = open(installation, authority, today).await?;
    schools(installation, authority, &session).await?;
    roster(installation, authority, &session).await
}

/// A day before or after today.
fn shifted(today: Date, span: Span) -> Date {
    today.checked_add(span).unwrap_or(today)
}

/// The session of this year: dossiers were due a week ago, the orals are on.
async fn open(installation: &Installation, authority: &Actor, today: Date) -> Result<SessionId, Failure> {
    let act = OpenSession {
        academy: "Académie de Villefictive".to_owned(),
        year: today.year().max(2026),
        referential: "sio-e5-2026".to_owned(),
        zone: "Europe/Paris".to_owned(),
        dates: Dates {
            dossier_due: shifted(today, (-7).days()),
            reading_from: shifted(today, (-3).days()),
            orals_from: shifted(today, (-1).days()),
            orals_to: shifted(today, 10.days()),
        },
    };
    installation.office.perform(authority, act).await
}

async fn schools(installation: &Installation, authority: &Actor, session: &SessionId) -> Result<(), Failure> {
    let schools = [
        ("0999999Z", "Lycée Jean Zay, Villefictive", true, false),
        ("0999998Y", "Lycée Ada Lovelace, Portneuf", true, true),
        ("0999997X", "CFA du Numérique, Villefictive", true, false),
    ];
    for (uai, name, approved, runs_ccf) in schools {
        let act = AddSchool {
            session: session.clone(),
            uai: uai.to_owned(),
            name: name.to_owned(),
            status: SchoolStatus { public_or_contract: true, approved },
            runs_ccf,
        };
        installation.office.perform(authority, act).await?;
    }
    Ok(())
}

/// The fictional list of a school, imported as an authority would.
async fn roster(installation: &Installation, authority: &Actor, session: &SessionId) -> Result<(), Failure> {
    let bytes = include_bytes!("../../data/liste.csv").to_vec();
    match installation.office.read_roster(authority, session, "liste.csv", bytes).await? {
        Read::Draft(draft) => {
            installation.office.perform(authority, ApplyRoster { session: session.clone(), draft }).await?;
            Ok(())
        }
        Read::Unreadable(sentence) => Err(store::Fault::Internal(sentence).into()),
    }
}
