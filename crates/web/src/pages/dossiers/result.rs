//! `/mon-resultat/{candidate}`: the mark that the jury decided, once published; before that, nothing.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use exam::Refusal;
use exam::disclosure::{Disclosure, FinalResult};
use exam::french;
use exam::id::CandidateId;
use exam::mark::Mark;
use office::Failure;
use office::acts::claims::{Claim, SeeOwnClaim};
use office::acts::dossiers::{Dossier, SeeOwnDossier};
use office::acts::jury::SeeOwnResult;
use office::acts::optional::{OptionalResult, SeeOwnOptionalResult};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/mon-resultat/{candidate}", get(see))
}

#[derive(Template)]
#[template(path = "pages/dossiers/result.html")]
struct ResultPage {
    page: Page,
    id: String,
    lead: String,
    result: Option<Told>,
    /// The optional exam's, where its mark is decided and published.
    optional: Option<Told>,
    /// What to do about the appraisal: the words of a link; empty where there is none to ask for.
    appraisal: &'static str,
}

/// The result in words.
struct Told {
    /// « 13 sur 20 », « Absent ».
    figure: String,
    /// What it means, and since when it is public.
    sentence: String,
}

async fn see(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    let view = SeeOwnResult { candidate: candidate.clone() };
    let disclosure = match app.office.consult(&visitor.actor, view).await {
        Ok(disclosure) => Some(disclosure),
        Err(Failure::Refused(Refusal::NotPublished)) => None,
        Err(failure) => return Err(failure.into()),
    };
    let view = SeeOwnOptionalResult { candidate: candidate.clone() };
    let optional = match app.office.consult(&visitor.actor, view).await {
        Ok(result) => Some(optional(&result)),
        Err(Failure::Refused(Refusal::NotPublished)) => None,
        Err(failure) => return Err(failure.into()),
    };
    let view = SeeOwnClaim { candidate: candidate.clone() };
    let claim = app.office.consult(&visitor.actor, view).await?;
    let dossier = app.office.consult(&visitor.actor, SeeOwnDossier { candidate }).await?;
    let (session, candidate) = (&dossier.session, &dossier.candidate);
    let lead = format!("{}, {} {}", candidate.full_name(), session.referential.exam, session.year);
    Ok(show(&ResultPage {
        page: Page::new(&app, &visitor, "Mon résultat", ""),
        id: candidate.id.to_string(),
        lead,
        result: disclosure.map(|disclosure| told(&disclosure, &dossier)),
        optional,
        appraisal: match (&claim.claim, &claim.refused) {
            (Some(Claim { given: Some(_), .. }), _) => "Lire mon appréciation",
            (Some(_), _) => "Où en est ma demande d’appréciation",
            (None, None) => "Demander mon appréciation",
            (None, Some(_)) => "",
        },
    }))
}

/// Of an optional exam only the points above a mark count.
fn optional(result: &OptionalResult) -> Told {
    let FinalResult::Mark(mark) = result.disclosure.result else {
        return Told { figure: String::new(), sentence: String::new() };
    };
    let (code, title) = &result.exam;
    let counted = match result.counted {
        Mark::ZERO => {
            format!("seuls les points au-dessus de {} comptent : aucun ne compte", result.counts_above)
        }
        counted => format!(
            "seuls les points au-dessus de {} comptent : {counted} pour le diplôme",
            result.counts_above
        ),
    };
    Told {
        figure: format!("{mark} sur {}", result.scale),
        sentence: format!(
            "C’est la note arrêtée par le jury à l’épreuve facultative {code}, {title} ; {counted}."
        ),
    }
}

fn told(disclosure: &Disclosure, dossier: &Dossier) -> Told {
    let referential = &dossier.session.referential;
    let since = format!("Publié {}.", french::instant(disclosure.published_at, &dossier.session.zone));
    match disclosure.result {
        FinalResult::Mark(mark) => Told {
            figure: format!("{mark} sur {}", referential.scale),
            sentence: format!(
                "C’est la note arrêtée par le jury à l’épreuve {}, {}. {since}",
                referential.exam, referential.exam_title
            ),
        },
        FinalResult::Absent => Told {
            figure: "Absent".to_owned(),
            sentence: format!("Vous êtes déclaré absent à l’épreuve {}. {since}", referential.exam),
        },
    }
}
