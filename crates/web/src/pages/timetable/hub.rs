//! `…/calendrier`: what there is and what comes next, and a search started.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::words::{count, figures};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::french;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{Effort, How, SeePlans, StartPlan, Summary, Timetable};

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| Router::new().route(&format!("{prefix}/calendrier"), get(see).post(start));
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// A draft of the list.
struct Line {
    id: String,
    name: String,
    state: String,
}

/// A version of the list.
struct Version {
    number: i64,
    told: String,
}

#[derive(Template)]
#[template(path = "pages/timetable/hub.html")]
struct HubPage {
    page: Page,
    place: String,
    next: Next,
    frame: String,
    answers: String,
    contradictory: String,
    convened: usize,
    ready: bool,
    drafts: Vec<Line>,
    pairs: Vec<(String, String)>,
    other: String,
    versions: Vec<Version>,
    efforts: Vec<(&'static str, &'static str)>,
    sent: Fields,
}

fn line(one: &Summary) -> Line {
    let draft = &one.draft;
    let state = if one.cut {
        "calcul interrompu : ouvrez-le pour le relancer".to_owned()
    } else if one.working {
        "calcul en cours".to_owned()
    } else {
        let sessions = count(draft.sessions.len(), "commission", "commissions");
        let unseated = match draft.unseated.len() {
            0 => "tout le monde a une place".to_owned(),
            some => format!("{some} sans place"),
        };
        format!("{sessions}, {unseated}, {}", figures(draft))
    };
    Line { id: one.id.clone(), name: one.name.clone(), state }
}

/// What comes next: a title, a sentence, and the way there.
struct Next {
    title: &'static str,
    told: String,
    href: String,
    label: &'static str,
}

fn next(seen: &Timetable, place: &str) -> Next {
    let (given, all) = seen.answered;
    let next = |title, told, href: String, label| Next { title, told, href, label };
    let here = format!("{place}/calendrier");
    if seen.frame.halves.is_empty() || seen.frame.centres.is_empty() {
        let told = "Choisissez les demi-journées, les centres et leurs salles.".to_owned();
        return next("Dites quand et où", told, format!("{here}/cadre"), "Choisir les demi-journées");
    }
    if all == 0 {
        let told = "Personne ne peut encore siéger.".to_owned();
        return next("Ajoutez des membres", told, format!("{place}/commissions"), "Ajouter des membres");
    }
    if given == 0 {
        let told = format!("{all} personnes peuvent siéger ; aucune n’a répondu.");
        let href = format!("{here}/disponibilites");
        return next("Demandez les disponibilités", told, href, "Envoyer les liens");
    }
    if let Some((number, ..)) = seen.versions.last() {
        let href = format!("{here}/version?n={number}");
        return match seen.stale.as_slice() {
            [] => {
                let told = "Une personne est malade, ou ne peut plus venir ? La dernière version prépare un \
                            remplacement qui déplace le moins de monde possible.";
                next("Le calendrier est publié", told.to_owned(), href, "Ouvrir la dernière version")
            }
            stale => {
                let told = format!("{}. Recalculez un plan, ou réparez le dernier.", stale.join(" ; "));
                let told = french::capital(&told);
                next("Le calendrier publié ne tient plus", told, "#plans".to_owned(), "Voir les plans")
            }
        };
    }
    match seen.drafts.last() {
        None => {
            let told = format!("{given} réponses sur {all} sont là.");
            next("Calculez un premier plan", told, "#calculer".to_owned(), "Calculer un plan")
        }
        Some(last) => {
            let told = "Rien n’est visible avant la publication.".to_owned();
            next(
                "Relisez un plan, puis publiez-le",
                told,
                format!("/plans/{}", last.id),
                "Ouvrir le dernier plan",
            )
        }
    }
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    (sent, sentence, query): (Fields, Option<String>, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeePlans { perimeter }).await?;
    let page = Page::new(app, visitor, format!("Calendrier, {}", place::title(&seen.drawn)), "/sessions");
    let (page, status) = page.done(query.as_deref()).refused(sentence);
    let zone = seen.drawn.session.zone.clone();
    let rooms = seen.frame.centres.iter().map(|one| one.rooms.len()).sum::<usize>();
    let version = |(number, at, by): &(i64, jiff::Timestamp, String)| Version {
        number: *number,
        told: format!("{}, par {by}", french::day(at.to_zoned_datetime(zone.clone()).date())),
    };
    let template = HubPage {
        next: next(&seen, &place),
        frame: format!(
            "{}, {}, {}",
            count(seen.frame.halves.len(), "demi-journée", "demi-journées"),
            count(seen.frame.centres.len(), "centre", "centres"),
            count(rooms, "salle", "salles")
        ),
        answers: format!("{} sur {}", seen.answered.0, seen.answered.1),
        contradictory: match seen.contradictory {
            0 => String::new(),
            1 => "Une réponse se contredit.".to_owned(),
            some => format!("{some} réponses se contredisent."),
        },
        convened: seen.convened,
        ready: !seen.frame.halves.is_empty() && seen.answered.0 > 0,
        drafts: seen.drafts.iter().map(line).collect(),
        pairs: seen.drafts.iter().map(|one| (one.id.clone(), one.name.clone())).collect(),
        other: seen.drafts.last().map(|one| one.id.clone()).unwrap_or_default(),
        versions: seen.versions.iter().rev().map(version).collect(),
        efforts: Effort::ALL.map(|one| (one.code(), one.label())).to_vec(),
        page,
        place,
        sent,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, perimeter, (Fields::default(), None, query)).await
}

/// How a form asks for a search.
pub(super) fn how(form: &Fields) -> How {
    let effort = Effort::ALL.into_iter().find(|one| one.code() == form.text("effort"));
    How {
        seed: form.text("seed").trim().parse().unwrap_or(1),
        moves: effort.unwrap_or(Effort::Quick).moves(),
        comparable: form.ticked("comparable"),
    }
}

async fn start(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let from = Some(form.text("from").to_owned()).filter(|from| !from.is_empty());
    let act =
        StartPlan { perimeter: perimeter.clone(), name: form.text("name").to_owned(), how: how(&form), from };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(plan) => {
            super::search(&app, &form.visitor.actor, &plan);
            Ok(Redirect::to(&format!("/plans/{plan}")).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let sent = form.fields().clone();
                show(&app, &form.visitor, perimeter, (sent, Some(sentence), None)).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}
